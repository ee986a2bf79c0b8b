package dev.baton.ops.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * T10: so many tokens that outboxes roll over and over: their directories stay under their cap, and
 * their owners' descriptors and mappings stay few.
 */
final class OutboxGrowth implements TortureTest {
  private static final int SLOT_BYTES = 64;

  /** A roll comes after so many tokens: a 64th of what it is otherwise. */
  private static final long TOKENS_PER_ROLL = 1_024;

  private static final int ROLLS_PER_ROUND = 1_000;

  /** An outbox of one incarnation: its newest files, each of at most so much. */
  private static final long CAP_BYTES = 24L << 20;

  private static final long MOST_DESCRIPTORS = 200;
  private static final long MOST_MAPPINGS = 1_000;

  @Override
  public String id() {
    return "T10";
  }

  @Override
  public String title() {
    return "outboxes over many rolls: bounded on disk, in descriptors and in mappings";
  }

  private static Shape shape(TortureOptions options) {
    long slots = Math.min(ROLLS_PER_ROUND, rolls(options)) * TOKENS_PER_ROLL;
    return new Shape(
        1,
        1,
        64,
        SLOT_BYTES,
        slots * SLOT_BYTES,
        0,
        List.of("env", "BATON_JAVA_OPTS=-Dbaton.outbox.tokens=" + TOKENS_PER_ROLL));
  }

  @Override
  public List<String> plan(TortureOptions options) {
    return List.of("nothing: " + rolls(options) + " rolls");
  }

  private static int rolls(TortureOptions options) {
    return options.count(300, 50_000);
  }

  @Override
  public long space(TortureOptions options) {
    return shape(options).space();
  }

  @Override
  public void run(Lab lab, Outcome outcome) {
    Shape shape = shape(lab.options());
    long perRound = shape.slotsPerLoader() / TOKENS_PER_ROLL;
    long most = 0;
    for (int round = 1; (round - 1) * perRound < rolls(lab.options()); round++) {
      if (lab.isInterrupted() || !outcome.problems().isEmpty()) {
        return;
      }
      long[] size = {most};
      Round.run(lab, outcome, "T10-" + round, shape, line -> watch(line, outcome, size));
      most = size[0];
      lab.says().accept("T10  " + round * perRound + " of " + rolls(lab.options()) + " rolls");
    }
    outcome.figure("rolls_of_each_outbox", rolls(lab.options()));
    outcome.figure("largest_outbox_bytes", most);
  }

  private static void watch(Line line, Outcome outcome, long[] most)
      throws IOException, InterruptedException {
    line.start();
    while (!line.isDone()) {
      line.supervise(TimeUnit.MILLISECONDS.toNanos(200), line::isDone);
      for (Member member : line.members()) {
        long size = size(line.channel().outbox(member.name()));
        most[0] = Math.max(most[0], size);
        Footprint footprint = member.isAlive() ? Footprint.of(member.service()) : null;
        boolean large =
            footprint != null
                && (footprint.descriptors() > MOST_DESCRIPTORS
                    || footprint.mappings() > MOST_MAPPINGS);
        if ((size > CAP_BYTES || large) && outcome.problems().isEmpty()) {
          outcome.problem(member + ": outbox of " + size + " bytes, " + footprint);
        }
      }
    }
  }

  private static long size(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(OutboxGrowth::sizeOf).sum();
    } catch (NoSuchFileException gone) {
      return 0;
    } catch (IOException | UncheckedIOException changing) {
      return 0; // a file was rolled away in between: the next look sees all
    }
  }

  private static long sizeOf(Path file) {
    return Files.isRegularFile(file) ? file.toFile().length() : 0;
  }
}
