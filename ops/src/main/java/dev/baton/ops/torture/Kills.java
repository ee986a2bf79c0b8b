package dev.baton.ops.torture;

import dev.baton.report.Figures;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** T1: SIGKILL of a random member under load, again and again. */
final class Kills extends Drill {
  private static final long P99_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  Kills() {
    super("T1", "SIGKILL of a random member under load, started again by a supervisor", 25, 1.2);
  }

  @Override
  List<Blow> blows(TortureOptions options) {
    return Schedule.of(
        options.seed(), id(), options.count(25, 2_000), Schedule.kills(options.shape()));
  }

  @Override
  Shape shape(TortureOptions options) {
    return options.shape().loading(Loading.ofFiles(options.seed(), id(), options.loaders));
  }

  @Override
  void judge(TortureOptions options, Outcome outcome) {
    requireFast(options, outcome);
  }

  /**
   * The promise of a recovery: slots are back within 2 s in 99 of 100 cases, within 5 s in all. A
   * smoke run only tells: the machine that it runs on may have other things to do.
   */
  static void requireFast(TortureOptions options, Outcome outcome) {
    if (!options.full) {
      return;
    }
    Samples recoveries = outcome.recoveries();
    if (recoveries.percentile(0.99) > P99_NANOS || recoveries.max() > MOST_NANOS) {
      outcome.problem(
          "recovery took "
              + Figures.duration(recoveries.percentile(0.99))
              + " (p99), "
              + Figures.duration(recoveries.max())
              + " (max): expected at most 2 s and 5 s");
    }
  }
}
