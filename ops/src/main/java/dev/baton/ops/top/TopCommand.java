package dev.baton.ops.top;

import dev.baton.cli.Settings;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Output;
import dev.baton.report.Terminal;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton top}: what a channel does, live. */
@Command(
    name = "top",
    description = {
      "Shows live what a channel does: slots by state, rates and latencies of each member, who"
          + " waits for whom.",
      "It only looks: nobody is disturbed, and it works when every service is dead. Where standard"
          + " output is no terminal, it prints a block of text, or with --format json a line, for"
          + " each interval."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton top /dev/shm/c",
      "  baton top /dev/shm/c --interval 10 --count 6 --format json > minute.jsonl",
      "",
      "Keys: q quit; p halt the display, and go on; up and down scroll the members; left and right"
          + " look",
      "more seldom and more often. P50 and P99 are of the time from publish to borrow, within a"
          + " factor of two."
    })
public final class TopCommand implements Callable<Integer> {
  private static final double LEAST_SECONDS = 0.1;
  private static final double MOST_SECONDS = 3600;

  @Mixin private ChannelArgument channel;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--interval",
      paramLabel = "S",
      defaultValue = "1",
      description = "Look every so many seconds (default: ${DEFAULT-VALUE}).")
  private double interval;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many intervals (default: go on until q or a signal).")
  private Optional<Long> count = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (!(interval >= LEAST_SECONDS && interval <= MOST_SECONDS) || count.orElse(1L) < 1) {
      throw new BatonException(
          Reason.USAGE,
          "--interval "
              + interval
              + ", --count "
              + count.orElse(1L)
              + ": expected 0.1 to 3600 seconds, and at least 1",
          "");
    }
    ChannelDirectory directory = channel.get();
    Snapshot first = Snapshot.take(directory);
    if (output.isJson() || !Terminal.isStandardOutput()) {
      print(first);
    } else {
      boolean colours = Settings.of(spec).wantsColors();
      try (RawTerminal terminal = RawTerminal.open()) {
        new TopLoop(terminal, new Paint(colours), directory, interval, count.orElse(Long.MAX_VALUE))
            .run(first);
      }
    }
    return 0;
  }

  private void print(Snapshot first) {
    Snapshot before = first;
    for (long left = count.orElse(Long.MAX_VALUE); left > 0; left--) {
      long until = before.nanos() + (long) (interval * TimeUnit.SECONDS.toNanos(1));
      while (until - System.nanoTime() > 0) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      Snapshot now = Snapshot.take(before.directory());
      Movement movement = Movement.between(before, now);
      if (output.isJson()) {
        output.jsonLine(new TopJson(movement).fields());
      } else {
        output.text(new TopText(movement).toString());
        output.text("");
      }
      before = now;
    }
  }
}
