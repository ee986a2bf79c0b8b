package dev.baton.channel;

import java.util.concurrent.TimeUnit;

/**
 * How often a member that hears nothing looks over all slot words: soon at first, then ten times a
 * second.
 */
final class LookInterval {
  private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private long last = System.nanoTime();
  private long interval = MIN_NANOS;
  private boolean fresh;

  /** Something was found: the next silence starts anew. Reads no clock. */
  void reset() {
    fresh = true;
  }

  /** Whether it is time to look; if so, the next interval has begun. */
  boolean isOver(long now) {
    if (fresh) {
      fresh = false;
      last = now;
      interval = MIN_NANOS;
      return false;
    }
    if (now - last < interval) {
      return false;
    }
    last = now;
    interval = Math.min(MAX_NANOS, interval * 2);
    return true;
  }
}
