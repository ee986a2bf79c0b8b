package dev.baton.store;

/**
 * One word over several, which tells that they were damaged.
 *
 * <p>Each word is mixed by a bijection and multiplied by an odd number of its own; the check is the
 * sum. So damage inside a single word is always found, and any other but once in 2^64. The check of
 * zeros is zero. Not against somebody who means it: whoever may write to a channel can compute it.
 */
public final class CheckWord {
  /** The most words that one check covers. */
  static final int MOST_WORDS = 16;

  private static final long[] FACTORS = factors();

  private CheckWord() {}

  /** The check of {@code longs} words from {@code offset} on. */
  public static long of(Words words, int offset, int longs) {
    long sum = 0;
    for (int i = 0; i < longs; i++) {
      sum += term(i, words.getLong(offset + i * Long.BYTES));
    }
    return sum;
  }

  /** What a word adds to the check; {@code place} is 0 to 15. */
  public static long term(int place, long value) {
    return (value ^ value >>> 32) * FACTORS[place];
  }

  /** As java.util.SplittableRandom mixes its state: any odd numbers that nothing relates. */
  private static long[] factors() {
    long[] factors = new long[MOST_WORDS];
    for (int i = 0; i < factors.length; i++) {
      long z = (i + 1) * 0x9E37_79B9_7F4A_7C15L;
      z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
      z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
      factors[i] = (z ^ z >>> 31) | 1;
    }
    return factors;
  }
}
