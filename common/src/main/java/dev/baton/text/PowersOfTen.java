package dev.baton.text;

import java.math.BigInteger;

/**
 * The powers of ten from 10^-342 to 10^324, each by its most significant 128 bits, so that the
 * first bit is set: what reading (Eisel-Lemire) and printing (Schubfach) multiply by.
 *
 * <p>Those of positive exponents are cut off, those of negative ones rounded up.
 */
final class PowersOfTen {
  /** The smallest power needed: 10^-342 times any 64-bit number rounds to 0 or a subnormal. */
  static final int MIN = -342;

  /** The largest power needed: printing scales subnormals of 10^-324 up to whole numbers. */
  static final int MAX = 324;

  private static final int BITS = 128;
  private static final long[] HIGH = new long[MAX - MIN + 1];
  private static final long[] LOW = new long[MAX - MIN + 1];

  /** 10^0 to 10^22: those that a double holds exactly. */
  static final double[] EXACT = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** 10^0 to 10^15 and then the same, negative: by {@link DecimalBatch#scale}. */
  static final double[] SIGNED = new double[DecimalBatch.SCALES];

  /** What is nearest to the inverse of each of them. */
  static final double[] SIGNED_INVERSE = new double[DecimalBatch.SCALES];

  /** 10^0 to 10^18: those that a long holds. */
  static final long[] WHOLE = new long[19];

  static {
    for (int power = MIN; power <= MAX; power++) {
      // 10^n and 5^n have the same leading bits.
      BigInteger five = BigInteger.valueOf(5).pow(Math.abs(power));
      BigInteger bits = power < 0 ? reciprocal(five) : leading(five);
      HIGH[power - MIN] = bits.shiftRight(64).longValue();
      LOW[power - MIN] = bits.longValue();
    }
    for (int scale = 0; scale < SIGNED.length; scale++) {
      int half = SIGNED.length / 2;
      SIGNED[scale] = scale < half ? EXACT[scale] : -EXACT[scale - half];
      SIGNED_INVERSE[scale] = 1 / SIGNED[scale];
    }
    WHOLE[0] = 1;
    for (int i = 1; i < WHOLE.length; i++) {
      WHOLE[i] = WHOLE[i - 1] * 10;
    }
  }

  private PowersOfTen() {}

  private static BigInteger leading(BigInteger number) {
    int excess = number.bitLength() - BITS;
    return excess > 0 ? number.shiftRight(excess) : number.shiftLeft(-excess);
  }

  private static BigInteger reciprocal(BigInteger number) {
    // number is no power of two, so that the quotient has exactly BITS bits and is never exact.
    BigInteger one = BigInteger.ONE.shiftLeft(number.bitLength() + BITS - 1);
    return one.divide(number).add(BigInteger.ONE);
  }

  /** The upper 64 of the 128 bits of 10^power. */
  static long high(int power) {
    return HIGH[power - MIN];
  }

  /** The lower 64 of the 128 bits of 10^power. */
  static long low(int power) {
    return LOW[power - MIN];
  }
}
