package dev.baton.ops.torture;

import dev.baton.report.Figures;
import dev.baton.snapshot.HandOffs;
import java.util.List;

/** Whether hand-offs, from publish to borrow, took longer in the end than in the first minutes. */
final class HandOffTrend {
  private static final double MOST_GROWTH = 1.5;

  /** The first tenth, but no less than a minute. */
  private static final int FIRST_PART = 10;

  private final HandOffs first;
  private final HandOffs last;

  /**
   * @param minutely what there was in all after each minute
   */
  HandOffTrend(List<HandOffs> minutely) {
    int count = minutely.size();
    int part = Math.max(1, count / FIRST_PART);
    first = minutely.get(part - 1);
    last =
        count == part
            ? HandOffs.none()
            : minutely.get(count - 1).since(minutely.get(count - 1 - part));
  }

  /** Tells both; with the full figures a growth is a failure, since the machine is this test's. */
  void judge(TortureOptions options, Outcome outcome) {
    long before = first.quantile(0.99).orElse(0);
    long after = last.quantile(0.99).orElse(before);
    outcome.figure("hand_off_p99_first_us", before / 1_000);
    outcome.figure("hand_off_p99_last_us", after / 1_000);
    if (options.full && after > before * MOST_GROWTH) {
      outcome.problem(
          "a hand-off took "
              + Figures.duration(before)
              + " (p99) at first and "
              + Figures.duration(after)
              + " at last: expected at most 1.5 times as long");
    }
  }
}
