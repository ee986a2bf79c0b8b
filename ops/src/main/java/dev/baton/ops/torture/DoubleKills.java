package dev.baton.ops.torture;

import dev.baton.crash.CrashPoint;
import java.util.List;

/** T3: two deaths at once, and the death of the one that was taking a dead member's slots back. */
final class DoubleKills extends Drill {
  DoubleKills() {
    super("T3", "two SIGKILLs within 50 ms; death of the one that is reclaiming", 20, 2.5);
  }

  @Override
  List<Blow> blows(TortureOptions options) {
    List<String> steps =
        CrashPoint.of(CrashPoint.Part.RECLAIMING).stream().map(CrashPoint::word).toList();
    return Schedule.of(
        options.seed(), id(), options.count(10, 300), Schedule.doubleKills(options.shape(), steps));
  }

  @Override
  void judge(TortureOptions options, Outcome outcome) {
    Kills.requireFast(options, outcome);
    if (!outcome.notReached().isEmpty()) {
      outcome.problem("nobody died reclaiming at " + String.join(" ", outcome.notReached()));
    }
  }
}
