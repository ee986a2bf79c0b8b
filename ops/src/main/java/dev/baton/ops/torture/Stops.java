package dev.baton.ops.torture;

import java.util.List;

/** T4: a stopped member is alive: nobody takes from it what it holds. */
final class Stops extends Drill {
  private static final int SMOKE_MILLIS = 3_000;
  private static final int FULL_MILLIS = 30_000;

  Stops() {
    super("T4", "SIGSTOP for a while, then SIGCONT", 10, 4);
  }

  @Override
  List<Blow> blows(TortureOptions options) {
    return Schedule.of(
        options.seed(),
        id(),
        options.count(5, 200),
        Schedule.stops(options.shape(), options.full ? FULL_MILLIS : SMOKE_MILLIS));
  }

  /** Slower, since a full stop lasts long. */
  @Override
  Shape shape(TortureOptions options) {
    Shape shape = options.shape();
    return options.full ? shape.withLoad(0, shape.bytesPerSecond() / 4) : shape;
  }
}
