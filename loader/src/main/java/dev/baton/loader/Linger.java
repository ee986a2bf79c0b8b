package dev.baton.loader;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long what is in a part-filled slot waits for more. It begins when the source first has
 * nothing more for the slot; a slot that is filled without that never asks for the time. One
 * thread.
 */
final class Linger {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s)?");
  private static final String NONE = "none";

  private final long nanos;
  private final LongSupplier clock;
  private long since;
  private boolean waits;

  /**
   * @param nanos at least 0; {@link Long#MAX_VALUE} waits for full slots
   * @param clock monotonic, ns
   */
  Linger(long nanos, LongSupplier clock) {
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Reads what a user wrote: {@code 100ms}, {@code 2s}, {@code 0}, or {@code none} for ever.
   *
   * @return ns
   * @throws BatonException {@code USAGE} if it is none of these
   */
  static long parse(String text) {
    Matcher time = TIME.matcher(text);
    if (text.equals(NONE)) {
      return Long.MAX_VALUE;
    }
    if (!time.matches()) {
      throw new BatonException(
          Reason.USAGE,
          "--linger " + text + ": expected milliseconds, as in 100ms or 2s, or none",
          "0 publishes at once what has come, none waits for full slots");
    }
    long count = Long.parseLong(time.group(1));
    return "s".equals(time.group(2))
        ? TimeUnit.SECONDS.toNanos(count)
        : TimeUnit.MILLISECONDS.toNanos(count);
  }

  /** A new slot, with nothing in it. */
  void begin() {
    waits = false;
  }

  /**
   * Whether what is in the slot is to wait no longer.
   *
   * @param stalled whether the source had nothing more for it just now
   */
  boolean isOver(boolean stalled) {
    if (nanos == Long.MAX_VALUE || !(waits || stalled)) {
      return false;
    }
    long now = clock.getAsLong();
    if (!waits) {
      waits = true;
      since = now;
    }
    return now - since >= nanos;
  }
}
