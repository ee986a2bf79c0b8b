package dev.baton.ops.torture;

import dev.baton.report.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A test that strikes lines of members, in rounds: a round is a line of its own that is set up,
 * struck, brought to its end and checked. Lines that end before all blows have fallen are followed
 * by another, until they have.
 */
abstract class Drill implements TortureTest {
  private final String id;
  private final String title;
  private final int blowsPerRound;
  private final double secondsPerBlow;

  /**
   * @param secondsPerBlow about how long a blow and the recovery from it take, so that the loaders
   *     have enough to do meanwhile
   */
  Drill(String id, String title, int blowsPerRound, double secondsPerBlow) {
    this.id = id;
    this.title = title;
    this.blowsPerRound = blowsPerRound;
    this.secondsPerBlow = secondsPerBlow;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  /** All that is done, in its order. */
  abstract List<Blow> blows(TortureOptions options);

  /** What a line looks like, but for how much it loads. */
  Shape shape(TortureOptions options) {
    return options.shape();
  }

  /** What else is to be so, when all has been done. */
  void judge(TortureOptions options, Outcome outcome) {}

  private Shape loaded(TortureOptions options, int blows) {
    Shape shape = shape(options);
    long bytes = (long) (shape.bytesPerSecond() * (blows * secondsPerBlow + 2));
    long whole = bytes / shape.slotBytes() * shape.slotBytes() + shape.slotBytes() / 2;
    return shape.withLoad(whole / Shape.ITEM_BYTES * Shape.ITEM_BYTES, shape.bytesPerSecond());
  }

  @Override
  public List<String> plan(TortureOptions options) {
    return plan(options, blows(options));
  }

  /** How each loader loads, and what is done. */
  private List<String> plan(TortureOptions options, List<Blow> blows) {
    Shape shape = shape(options);
    List<String> plan = new ArrayList<>();
    for (int i = 0; i < shape.loaders(); i++) {
      plan.add("loader-" + (i + 1) + ": " + shape.loading(i));
    }
    blows.forEach(blow -> plan.add(blow.toString()));
    return plan;
  }

  @Override
  public long space(TortureOptions options) {
    return options.lines() * loaded(options, blowsPerRound).space();
  }

  @Override
  public void run(Lab lab, Outcome outcome) throws IOException, InterruptedException {
    List<Blow> blows = blows(lab.options());
    BlockingQueue<List<Blow>> rounds = new ArrayBlockingQueue<>(blows.size() + 1);
    for (int from = 0; from < blows.size(); from += blowsPerRound) {
      rounds.add(blows.subList(from, Math.min(blows.size(), from + blowsPerRound)));
    }
    AtomicInteger fallen = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(lab.options().lines(), rounds.size()); i++) {
      Thread worker =
          new Thread(() -> work(lab, outcome, rounds, fallen, blows.size()), id + "-" + i);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
    judge(lab.options(), outcome);
  }

  private void work(
      Lab lab, Outcome outcome, BlockingQueue<List<Blow>> rounds, AtomicInteger fallen, int all) {
    List<Blow> left = rounds.poll();
    int number = 0;
    while (left != null && !lab.isInterrupted() && outcome.problems().isEmpty()) {
      String name =
          id + "-" + Thread.currentThread().getName().replaceAll(".*-", "") + "-" + ++number;
      int done = round(lab, outcome, name, left);
      lab.says()
          .accept(
              String.format(
                  "%-4s %s of %s, slots back after p50 / p99 / max %s",
                  id,
                  Figures.count(fallen.addAndGet(done)),
                  Figures.count(all, "blow"),
                  outcome.recoveries()));
      if (done == 0) {
        outcome.problem(name + ": nobody was alive to be struck");
      }
      left = done < left.size() && done > 0 ? left.subList(done, left.size()) : rounds.poll();
    }
  }

  /** Runs a line; how many of the blows have fallen. */
  private int round(Lab lab, Outcome outcome, String name, List<Blow> blows) {
    int[] done = {0};
    Round.run(
        lab,
        outcome,
        name,
        loaded(lab.options(), blows.size()),
        plan(lab.options(), blows),
        line -> {
          line.start();
          Striker striker = new Striker(line, outcome);
          while (done[0] < blows.size() && !line.isDone() && striker.strike(blows.get(done[0]))) {
            done[0]++;
          }
          outcome.killedAtTheEnd(line.finish());
        });
    return done[0];
  }
}
