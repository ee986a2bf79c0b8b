package dev.baton.ops.torture;

import dev.baton.layout.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * T18: from one to eight loaders and processors, from two to 4,096 slots of 4 KiB to 64 MiB (1 GiB
 * with {@code --full}, where there is room): all of it works, and every processor gets at least
 * half of its fair share.
 */
final class Shapes implements TortureTest {
  private static final int MOST_MEMBERS = 8;
  private static final long SMOKE_BYTES = 64L << 20;
  private static final long FULL_BYTES = 2L << 30;

  /** Below so many slots for each processor, chance decides too much. */
  private static final long LEAST_SLOTS = 50;

  @Override
  public String id() {
    return "T18";
  }

  @Override
  public String title() {
    return "all shapes: 1 to 8 loaders and processors, 2 to 4,096 slots; fair shares";
  }

  private static List<Shape> shapes(TortureOptions options) {
    SplittableRandom random = new SplittableRandom(options.seed() + 18);
    long most = options.full ? FULL_BYTES : SMOKE_BYTES;
    List<Shape> shapes = new ArrayList<>();
    shapes.add(shape(1, 1, 2, 4_096, 4L << 20));
    shapes.add(shape(2, 4, 4_096, 4_096, 8L << 20));
    shapes.add(shape(1, 2, 2, (int) Math.min(most / 2, 1 << 30), most));
    int count = options.count(6, 60);
    while (shapes.size() < count) {
      int slots = 2 << random.nextInt(11);
      int slotBytes = 4_096 << random.nextInt(options.full ? 15 : 9);
      if ((long) slots * slotBytes <= most) {
        shapes.add(
            shape(
                1 + random.nextInt(MOST_MEMBERS),
                1 + random.nextInt(MOST_MEMBERS),
                slots,
                slotBytes,
                Math.min(most, Math.max(4L << 20, 300L * slotBytes))));
      }
    }
    return IntStream.range(0, shapes.size())
        .mapToObj(i -> shapes.get(i).loading(loadings(options, i, shapes.get(i).loaders())))
        .toList();
  }

  private static List<Loading> loadings(TortureOptions options, int shape, int loaders) {
    return Loading.ofFiles(options.seed(), "T18-" + shape, loaders);
  }

  private static Shape shape(int loaders, int processors, int slots, int slotBytes, long bytes) {
    return new Shape(loaders, processors, slots, slotBytes, bytes / loaders / 4 * 4, 0, List.of());
  }

  @Override
  public List<String> plan(TortureOptions options) {
    return shapes(options).stream().map(Shape::toString).toList();
  }

  @Override
  public long space(TortureOptions options) {
    return shapes(options).stream().mapToLong(Shape::space).max().orElse(0);
  }

  @Override
  public void run(Lab lab, Outcome outcome) throws IOException, InterruptedException {
    List<Shape> shapes = shapes(lab.options());
    for (int i = 0; i < shapes.size() && !lab.isInterrupted(); i++) {
      Round.run(
          lab,
          outcome,
          "T18-" + (i + 1),
          shapes.get(i),
          line -> judge(lab.options(), line, outcome));
    }
    lab.says().accept("T18  " + outcome.rounds() + " of " + shapes.size() + " shapes");
  }

  /**
   * Shares are compared over the time in which all were there. A smoke run only tells the least:
   * its runs are short, and who gets the processor then is up to what else the machine does.
   */
  private static void judge(TortureOptions options, Line line, Outcome outcome)
      throws IOException, InterruptedException {
    line.start();
    long[] before = released(line);
    line.await("the end of data", TimeUnit.MINUTES.toNanos(5), line::isDone);
    long[] after = released(line);
    long sum = 0;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < after.length; i++) {
      sum += after[i] - before[i];
      least = Math.min(least, after[i] - before[i]);
    }
    long fair = sum / after.length;
    if (fair < LEAST_SLOTS) {
      return;
    }
    outcome.least("least_share_of_fair", Math.round(100.0 * least / fair) / 100.0);
    if (options.full && least < fair / 2) {
      outcome.problem(
          line.shape()
              + ": a processor got "
              + least
              + " slots, expected at least half of its fair share of "
              + fair);
    }
  }

  private static long[] released(Line line) {
    return line.members(Role.PROCESSOR).stream().mapToLong(line.watch()::committed).toArray();
  }
}
