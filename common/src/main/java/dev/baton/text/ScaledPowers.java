package dev.baton.text;

/**
 * The powers of ten as printing needs them: the most significant 126 bits of 10^power, cut off,
 * plus one, in two numbers of 63 bits; and the logarithms that go with them.
 *
 * <p>Source: R. Giulietti, "The Schubfach way to render doubles" (2022), sections 9.4 and 9.9.
 */
final class ScaledPowers {
  private static final int COUNT = PowersOfTen.MAX - PowersOfTen.MIN + 1;
  private static final long[] HIGH = new long[COUNT];
  private static final long[] LOW = new long[COUNT];

  static {
    for (int i = 0; i < COUNT; i++) {
      int power = i + PowersOfTen.MIN;
      long high = PowersOfTen.high(power);
      long low = PowersOfTen.low(power);
      if (power < 0) {
        // These are rounded up there; here, they are to be cut off first.
        high -= low == 0 ? 1 : 0;
        low--;
      }
      // 128 bits, less the last two, plus one; then 63 and 63.
      low = (low >>> 2 | high << 62) + 1;
      high = (high >>> 2) + (low == 0 ? 1 : 0);
      HIGH[i] = high << 1 | low >>> 63;
      LOW[i] = low & Long.MAX_VALUE;
    }
  }

  private ScaledPowers() {}

  /** The upper 63 bits. */
  static long high(int power) {
    return HIGH[power - PowersOfTen.MIN];
  }

  /** The lower 63 bits. */
  static long low(int power) {
    return LOW[power - PowersOfTen.MIN];
  }

  /** The exponent of the largest power of ten up to 2^exponent. */
  static int log10OfPowerOfTwo(int exponent) {
    return (int) wideLog10OfPowerOfTwo(exponent);
  }

  /** The same, for loops over longs. */
  static long wideLog10OfPowerOfTwo(long exponent) {
    return (exponent * 661_971_961_083L) >> 41;
  }

  /** The exponent of the largest power of ten up to 3/4 * 2^exponent. */
  static int log10OfThreeQuarters(int exponent) {
    return (int) ((exponent * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  /** The exponent of the largest power of two up to 10^exponent. */
  static int log2OfPowerOfTen(int exponent) {
    return (int) ((exponent * 913_124_641_741L) >> 38);
  }
}
