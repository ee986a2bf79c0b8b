package dev.baton.ops.torture;

import dev.baton.layout.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * T9: no space: for a channel that is to be made, at a sink, and in the channel's file system while
 * outboxes grow. Services refuse or stop with the path and the bytes free, none is ended by a bus
 * error, and all goes on when there is space again.
 */
final class FullDisk implements TortureTest {
  private static final List<String> KINDS = List.of("at-start", "at-the-sink", "in-the-run");
  private static final int CANNOT_CREATE = 73;
  private static final int INPUT_OUTPUT = 74;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final Shape SHAPE = new Shape(1, 1, 8, 1 << 16, 32L << 20, 8L << 20, List.of());

  @Override
  public String id() {
    return "T9";
  }

  @Override
  public String title() {
    return "a full file system: at the start, at the sink, in the run";
  }

  @Override
  public List<String> plan(TortureOptions options) {
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < options.count(3, 30); i++) {
      kinds.add(KINDS.get(i % KINDS.size()));
    }
    return kinds;
  }

  @Override
  public long space(TortureOptions options) {
    return SHAPE.space();
  }

  @Override
  public void run(Lab lab, Outcome outcome) throws IOException, InterruptedException {
    if (!SmallDisk.isAllowed()) {
      outcome.notRun("only root may mount the small tmpfs that is to be full");
      return;
    }
    List<String> kinds = plan(lab.options());
    for (int i = 0; i < kinds.size() && !lab.isInterrupted(); i++) {
      String kind = kinds.get(i);
      String name = "T9-" + (i + 1) + "-" + kind;
      Round.run(lab, outcome, name, SHAPE, List.of(kind), line -> run(kind, line, outcome));
    }
    lab.says().accept("T9   " + kinds.size() + " full file systems");
  }

  private static void run(String kind, Line line, Outcome outcome)
      throws IOException, InterruptedException {
    boolean sink = kind.equals("at-the-sink");
    Path place = sink ? line.file("out") : line.channel().path();
    SmallDisk disk = SmallDisk.mount(place, sink ? "4m" : "256k");
    line.mounted(disk);
    if (kind.equals("in-the-run")) {
      disk.resize("64m");
      fillWhileItRuns(line, disk, outcome);
    } else {
      Member victim = line.members(sink ? Role.PROCESSOR : Role.LOADER).get(0);
      for (Member each : line.members()) {
        line.start(each);
        line.hold(each);
      }
      line.await(victim + " ended", WAIT_NANOS, () -> !victim.isAlive());
      requireRefusal(victim, sink ? INPUT_OUTPUT : CANNOT_CREATE, place, outcome);
      disk.resize("256m");
      line.startMissing();
    }
    line.await("the end of data", TimeUnit.MINUTES.toNanos(5), line::isDone);
  }

  private static void requireRefusal(Member victim, int code, Path place, Outcome outcome)
      throws IOException {
    outcome.killed();
    String log = Files.readString(victim.log());
    if (victim.exitCode() != code || !log.contains(place.toString()) || !log.contains("free")) {
      outcome.problem(
          victim
              + " ended with "
              + victim.exitCode()
              + " on a full file system, expected "
              + code
              + ", and "
              + place
              + " with the bytes free in its last words");
    }
  }

  /** Everybody may go on or stop with a reason; nobody may be ended by a signal. */
  private static void fillWhileItRuns(Line line, SmallDisk disk, Outcome outcome)
      throws IOException, InterruptedException {
    line.start();
    fill(disk.file("filler"));
    line.members().forEach(line::hold);
    line.supervise(TimeUnit.SECONDS.toNanos(3), line::isDone);
    outcome.killed();
    for (Member member : line.members()) {
      if (!member.isAlive() && member.exitCode() >= 128) {
        outcome.problem(member + " was ended by signal " + (member.exitCode() - 128));
      }
    }
    Files.delete(disk.file("filler"));
    line.startMissing();
  }

  private static void fill(Path file) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (out.write(zeros.clear()) > 0) {}
    } catch (IOException full) {
      // That is what it is for.
    }
  }
}
