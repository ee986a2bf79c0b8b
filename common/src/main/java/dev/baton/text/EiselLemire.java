package dev.baton.text;

/**
 * The binary floating point number nearest to a decimal one of up to 19 digits, ties to even.
 *
 * <p>Source: D. Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and
 * Experience 51 (2021), algorithm 1; that it needs no fallback: N. Mushtak and D. Lemire, "Fast
 * Number Parsing Without Fallback", Software: Practice and Experience 53 (2023).
 */
final class EiselLemire {
  private EiselLemire() {}

  /**
   * The bits of the {@code float} nearest to {@code digits * 10^exponent}.
   *
   * @param digits unsigned
   */
  static int floatBits(long digits, int exponent) {
    if (digits == 0 || exponent < -64) {
      return 0;
    }
    return exponent > 38 ? 0xFF << 23 : (int) bits(digits, exponent, 23, -127, 0xFF, -17, 10);
  }

  /**
   * The bits of the {@code double} nearest to {@code digits * 10^exponent}.
   *
   * @param digits unsigned
   */
  static long doubleBits(long digits, int exponent) {
    if (digits == 0 || exponent < -342) {
      return 0;
    }
    return exponent > 308 ? 0x7FFL << 52 : bits(digits, exponent, 52, -1023, 0x7FF, -4, 23);
  }

  /**
   * @param fractionBits of the binary format
   * @param minExponent of the binary format: that of subnormals
   * @param infinite the format's exponent field of infinity
   * @param minTie the smallest decimal exponent with which 64 bits can lie between two numbers
   * @param maxTie the largest such
   */
  private static long bits(
      long digits,
      int exponent,
      int fractionBits,
      int minExponent,
      int infinite,
      int minTie,
      int maxTie) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long factor = digits << zeros;
    long high = multiplyHigh(factor, PowersOfTen.high(exponent));
    long low = factor * PowersOfTen.high(exponent);
    long unsure = -1L >>> (fractionBits + 3);
    if ((high & unsure) == unsure) {
      long carry = multiplyHigh(factor, PowersOfTen.low(exponent));
      low += carry;
      high += Long.compareUnsigned(low, carry) < 0 ? 1 : 0;
    }
    int top = (int) (high >>> 63);
    int shift = top + 64 - fractionBits - 3;
    long mantissa = high >>> shift;
    int binary = binaryExponent(exponent) + top - zeros - minExponent;
    if (binary <= 0) {
      return subnormal(mantissa, binary);
    }
    // Exactly between two: rounding up is right only if that makes the last bit even.
    boolean tie =
        (low == 0 || low == 1)
            && exponent >= minTie
            && exponent <= maxTie
            && (mantissa & 3) == 1
            && mantissa << shift == high;
    mantissa = tie ? mantissa >>> 1 : (mantissa + 1) >>> 1;
    if (mantissa >= 2L << fractionBits) {
      mantissa = 1L << fractionBits;
      binary++;
    }
    if (binary >= infinite) {
      return (long) infinite << fractionBits;
    }
    return (long) binary << fractionBits | (mantissa & ((1L << fractionBits) - 1));
  }

  /** A mantissa with one bit to round away, whose exponent lies below the smallest. */
  private static long subnormal(long mantissa, int binary) {
    if (1 - binary >= 64) {
      return 0;
    }
    // A carry into the exponent field makes the smallest normal number, as it should.
    return ((mantissa >>> (1 - binary)) + 1) >>> 1;
  }

  /** The binary exponent of 10^exponent, plus 63. */
  private static int binaryExponent(int exponent) {
    return (((152_170 + 65_536) * exponent) >> 16) + 63;
  }

  /** The upper half of an unsigned product; Java has it from 18 on. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
