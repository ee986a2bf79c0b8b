package dev.baton.ops.torture;

import dev.baton.layout.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * T15: a processor that is absent or stuck, a loader that is absent: who waits says for whom, and
 * leaves at once when asked to; when all are there, nothing is missing.
 */
final class LittleCompany implements TortureTest {
  private static final List<String> KINDS =
      List.of("absent-processor", "absent-loader", "stuck-processor", "stuck-loader");

  /** After five seconds of waiting a service says for what. */
  private static final long SAID_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(20);

  @Override
  public String id() {
    return "T15";
  }

  @Override
  public String title() {
    return "absent and stuck processors and loaders: who waits says for whom, and leaves when asked";
  }

  @Override
  public List<String> plan(TortureOptions options) {
    SplittableRandom random = new SplittableRandom(options.seed() + 15);
    List<String> kinds = new ArrayList<>(KINDS);
    int count = options.count(4, 50);
    while (kinds.size() < count) {
      kinds.add(KINDS.get(random.nextInt(KINDS.size())));
    }
    return kinds.subList(0, count);
  }

  private static Shape shape(TortureOptions options) {
    Shape shape = options.shape();
    long bytes = 2L * shape.slots() * shape.slotBytes();
    return new Shape(1, 2, shape.slots(), shape.slotBytes(), bytes, 0, List.of());
  }

  @Override
  public long space(TortureOptions options) {
    return shape(options).space();
  }

  @Override
  public void run(Lab lab, Outcome outcome) {
    List<String> kinds = plan(lab.options());
    for (int i = 0; i < kinds.size() && !lab.isInterrupted(); i++) {
      String kind = kinds.get(i);
      String name = "T15-" + (i + 1) + "-" + kind;
      Round.run(
          lab,
          outcome,
          name,
          shape(lab.options()),
          List.of(kind),
          line -> run(kind, line, outcome));
    }
    lab.says().accept("T15  " + kinds.size() + " waits");
  }

  private static void run(String kind, Line line, Outcome outcome)
      throws IOException, InterruptedException {
    Member loader = line.members(Role.LOADER).get(0);
    Member processor = line.members(Role.PROCESSOR).get(0);
    switch (kind) {
      case "absent-processor" -> {
        line.start(Role.LOADER);
        waitsAndLeaves(line, loader, "a free slot", outcome);
      }
      case "absent-loader" -> {
        line.start(processor);
        waitsAndLeaves(line, processor, "channel", outcome);
      }
      case "stuck-processor" -> {
        line.start(Role.LOADER);
        line.start(processor);
        stopAtWork(line, processor);
        waitsAndLeaves(line, loader, "a free slot", outcome);
        processor.signal("CONT");
      }
      default -> {
        line.start(Role.LOADER);
        stopAtWork(line, loader);
        line.start(processor);
        waitsAndLeaves(line, processor, "a ready slot", outcome);
        loader.signal("CONT");
      }
    }
    line.startMissing();
    line.await("the end of data", TimeUnit.MINUTES.toNanos(5), line::isDone);
  }

  /** Stops a member that has taken its first slot. */
  private static void stopAtWork(Line line, Member member)
      throws IOException, InterruptedException {
    line.await(
        member + " at work",
        SAID_NANOS,
        () -> line.watch() != null && line.watch().committed(member) > 0);
    member.signal("STOP");
  }

  private static void waitsAndLeaves(Line line, Member member, String forWhat, Outcome outcome)
      throws IOException, InterruptedException {
    line.await(
        member + " says that it waits for " + forWhat, SAID_NANOS, () -> says(member, forWhat));
    line.hold(member);
    long start = System.nanoTime();
    member.signal("TERM");
    if (!member.await(LEAVE_NANOS)) {
      throw new LineFailure(member + " did not leave within 20 s of SIGTERM");
    }
    outcome.left(System.nanoTime() - start);
    outcome.killed();
  }

  private static boolean says(Member member, String forWhat) {
    try {
      return Files.readString(member.log())
          .lines()
          .anyMatch(line -> line.contains("event=waiting") && line.contains("for=\"" + forWhat));
    } catch (IOException notYet) {
      return false;
    }
  }
}
