package dev.baton.exchange;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * A clock that stands still until it is told to tick: a queue that goes by it rolls its file at
 * every tick.
 */
final class RollClock implements TimeProvider {
  private static final long SECOND_MILLIS = 1000;

  private final AtomicLong millis;

  RollClock(long startMillis) {
    this.millis = new AtomicLong(startMillis / SECOND_MILLIS * SECOND_MILLIS);
  }

  /** One second, and so one roll cycle, on. */
  void tick() {
    millis.addAndGet(SECOND_MILLIS);
  }

  /** What it will show after the next tick. */
  long nextMillis() {
    return millis.get() + SECOND_MILLIS;
  }

  @Override
  public long currentTimeMillis() {
    return millis.get();
  }
}
