package dev.baton.bench.transport;

import java.nio.ByteBuffer;

/**
 * What is done to an array, the same for every transport: filled with consecutive numbers, and
 * summed up. Both run as fast as memory does, so that what a transport adds shows.
 */
public final class Numbers {
  private static final int UNROLLED = 8 * Long.BYTES;
  private static final int WARM_UP_BYTES = 64 << 10;
  private static final int WARM_UPS = 5_000;

  private Numbers() {}

  /**
   * Has both loops compiled as methods that are called: large arrays are so few that the first
   * turns with them would run in slower code.
   */
  static void warmUp() {
    ByteBuffer array = ByteChannels.buffer(WARM_UP_BYTES);
    for (int i = 0; i < WARM_UPS; i++) {
      fill(array, i);
      long found = sum(array);
      if (found != expectedSum(i, WARM_UP_BYTES)) {
        throw new IllegalStateException(
            "expected sum " + expectedSum(i, WARM_UP_BYTES) + ", found " + found);
      }
    }
  }

  /**
   * Fills the buffer with {@code first}, {@code first + 1}, ...
   *
   * @param to little-endian, with a multiple of 64 bytes from index 0 to its limit
   */
  public static void fill(ByteBuffer to, long first) {
    long value = first;
    int end = to.limit();
    for (int at = 0; at < end; at += UNROLLED) {
      to.putLong(at, value);
      to.putLong(at + 8, value + 1);
      to.putLong(at + 16, value + 2);
      to.putLong(at + 24, value + 3);
      to.putLong(at + 32, value + 4);
      to.putLong(at + 40, value + 5);
      to.putLong(at + 48, value + 6);
      to.putLong(at + 56, value + 7);
      value += 8;
    }
  }

  /**
   * The sum of all numbers in the buffer, from index 0 to its limit. One sum for each of the eight
   * numbers of a line: with fewer, to which numbers half a line apart are added, C2 of Java 25
   * makes a loop that takes a quarter to a third more time where lines come from outside this
   * core's caches.
   */
  public static long sum(ByteBuffer from) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    long e = 0;
    long f = 0;
    long g = 0;
    long h = 0;
    int end = from.limit();
    for (int at = 0; at < end; at += UNROLLED) {
      a += from.getLong(at);
      b += from.getLong(at + 8);
      c += from.getLong(at + 16);
      d += from.getLong(at + 24);
      e += from.getLong(at + 32);
      f += from.getLong(at + 40);
      g += from.getLong(at + 48);
      h += from.getLong(at + 56);
    }
    return a + b + c + d + e + f + g + h;
  }

  /** What {@link #sum} has to be of an array filled from {@code first} on. */
  public static long expectedSum(long first, long bytes) {
    long count = bytes / Long.BYTES;
    return count * first + count * (count - 1) / 2;
  }
}
