package dev.baton.text;

/** Counts of digits, and digits by threes, from tables. */
final class Digits {
  /**
   * By the position of a number's first bit: what to add to it so that the upper 32 bits are its
   * count of digits.
   *
   * <p>Source: D. Lemire and K. Willets, "Computing the number of digits of an integer even faster"
   * (2021).
   */
  private static final long[] COUNTS = new long[Integer.SIZE];

  /** Padded to a power of two, so that a masked index needs no check. */
  private static final int[] THREES = new int[1 << 10];

  static {
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      int digits = Long.toString(1L << bit).length();
      long next = digits < 10 ? PowersOfTen.WHOLE[digits] : Long.MAX_VALUE;
      boolean reaches = next < 2L << bit;
      COUNTS[bit] = reaches ? ((digits + 1L) << 32) - next : (long) digits << 32;
    }
    for (int i = 0; i < 1_000; i++) {
      THREES[i] = i / 100 | ((i / 10 % 10) << 8) | ((i % 10) << 16);
    }
  }

  private Digits() {}

  /** How many digits a number from 1 up has. */
  static int count(int number) {
    int bit = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(number);
    return (int) ((number + COUNTS[bit & 31]) >>> 32);
  }

  /** How many digits a number from 1 up to below 10^18 has. */
  static int count(long number) {
    // 1233 / 4096 is log10(2), so that this is right or one too low.
    int guess = ((Long.SIZE - Long.numberOfLeadingZeros(number)) * 1_233) >>> 12;
    return guess + (number >= PowersOfTen.WHOLE[guess] ? 1 : 0);
  }

  /** The three digits of a number below 1,000 as values 0 to 9, the first lowest. */
  static long three(int number) {
    return THREES[number & 1_023];
  }
}
