package dev.baton.ops.flow;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Flow;
import dev.baton.layout.SlotState;
import dev.baton.report.Figures;
import dev.baton.report.ProgressLine;
import dev.baton.snapshot.Snapshot;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton drain}: loaders leave, what is published is processed, processors leave. */
@Command(
    name = "drain",
    description = {
      "Drains a channel: loaders publish what they hold and leave, processors process what is published and leave, all"
          + " with exit code 0; waits until all have left.",
      "Loaders have not ended: started again after baton resume, they go on where they were. Until then the channel takes no"
          + " loader (exit code 75), but processors."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton drain /dev/shm/c --reason 'upgrade' --timeout 60",
      "  baton resume /dev/shm/c"
    })
public final class DrainCommand implements Callable<Integer> {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long NOTE_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Mixin private OrderOptions order;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "Wait so many seconds at most, then exit with 75; the drain goes on.")
  private Optional<Double> timeout = Optional.empty();

  @Option(names = "--no-wait", description = "Give the order and do not wait.")
  private boolean noWait;

  @Override
  public Integer call() {
    Snapshot snapshot = order.give(Flow.DRAINING);
    if (noWait) {
      order.report(snapshot, "draining channel " + snapshot.directory() + ": " + left(snapshot));
      return 0;
    }
    long start = System.nanoTime();
    snapshot = await(snapshot, start);
    order.report(
        snapshot,
        "drained channel "
            + snapshot.directory()
            + " in "
            + Figures.duration(System.nanoTime() - start)
            + "; let it go on with: baton resume "
            + snapshot.directory());
    return 0;
  }

  private Snapshot await(Snapshot first, long start) {
    double most = timeout.orElse((double) TimeUnit.DAYS.toSeconds(36500));
    Snapshot snapshot = first;
    boolean noted = false;
    try (ProgressLine progress = ProgressLine.onStandardError()) {
      while (!isDrained(snapshot)) {
        requireStanding(snapshot);
        long waited = System.nanoTime() - start;
        if (waited / 1e9 > most) {
          throw new BatonException(
              Reason.TRY_AGAIN,
              "channel " + first.directory() + " is not drained yet: " + left(snapshot),
              advice(snapshot));
        }
        if (waited > NOTE_NANOS && !noted && isStuck(snapshot)) {
          noted = true;
          order.note("waiting: " + left(snapshot) + "; " + advice(snapshot));
        }
        String line = "draining: " + left(snapshot);
        progress.update(() -> line);
        LockSupport.parkNanos(LOOK_NANOS);
        snapshot = Snapshot.take(first.directory());
      }
    }
    return snapshot;
  }

  private static boolean isDrained(Snapshot snapshot) {
    return snapshot.alive().isEmpty() && snapshot.count(SlotState.FREE) == snapshot.slots().size();
  }

  /** Slots that nobody is there to process. */
  private static boolean isStuck(Snapshot snapshot) {
    return snapshot.alive("processor") == 0
        && snapshot.count(SlotState.FREE) < snapshot.slots().size();
  }

  private static void requireStanding(Snapshot snapshot) {
    if (snapshot.order().map(given -> given.flow() != Flow.DRAINING).orElse(true)) {
      throw new BatonException(
          Reason.UNAVAILABLE,
          "the drain of channel "
              + snapshot.directory()
              + " was ended: "
              + snapshot.order().map(Object::toString).orElse("no order stands"),
          "see who is there with: baton status " + snapshot.directory());
    }
  }

  private static String left(Snapshot snapshot) {
    String alive = String.join(" ", snapshot.alive());
    return snapshot.states() + "; " + (alive.isEmpty() ? "no member is alive" : alive + " alive");
  }

  private static String advice(Snapshot snapshot) {
    return isStuck(snapshot)
        ? "start a processor: what is published is kept for it"
        : "see what they do with: baton top " + snapshot.directory();
  }
}
