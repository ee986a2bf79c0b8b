package dev.baton.text;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import java.nio.ByteBuffer;

/** Numbers to {@code <f4}: each the float nearest to the decimal number, ties to even. */
final class FloatParser extends NumberParser {
  /** The bits that rounding a double to a float drops, and the one case where all hangs on them. */
  private static final long DROPPED = (1L << 29) - 1;

  private static final long TIE = 1L << 28;

  /** How near to a tie a product may be whose exact value lies on the other side of it. */
  private static final long NEAR = 3;

  @Override
  public int itemSize() {
    return Float.BYTES;
  }

  @Override
  public String expected() {
    return "a number";
  }

  @Override
  boolean putSmall(ByteBuffer target, int at, int value) {
    target.putFloat(at, value);
    return true;
  }

  /**
   * By way of a double, which is exact or rounded once, since both operands are exact (W. Clinger,
   * "How to Read Floating Point Numbers Accurately", PLDI 1990). Rounding that to a float gives the
   * nearest one unless the double lies just between two floats: then it is not known on which side
   * of it the decimal number lies. A float cannot overflow or be subnormal here.
   */
  @Override
  boolean putShort(ByteBuffer target, int at, int negative, long digits, int fraction) {
    double nearest = digits / PowersOfTen.EXACT[fraction];
    long bits = Double.doubleToRawLongBits(nearest);
    if ((bits & DROPPED) == TIE) {
      return false;
    }
    target.putFloat(at, (float) Double.longBitsToDouble(bits | (long) negative << 63));
    return true;
  }

  /**
   * By a product instead of a quotient, which takes a quarter of the time, and without a branch.
   * The inverse and the product are rounded once each, by at most 1 in 2^53, so that together they
   * are off by less than three of a double's last places. Only where a tie between two floats is as
   * near can that round to another float than the decimal number.
   */
  @Override
  boolean putDecimals(ByteBuffer target, int at, DecimalBatch decimals, int count) {
    long near = 0;
    long misfit = 0;
    for (int i = 0; i < count; i++) {
      double product = decimals.digits(i) * PowersOfTen.SIGNED_INVERSE[decimals.scale(i)];
      long overTie = Double.doubleToRawLongBits(product) - (TIE - NEAR);
      near |= (overTie & DROPPED) - (2 * NEAR + 1); // below 0 if it is near
      misfit |= decimals.misfit(i);
      target.putFloat(at + i * Float.BYTES, (float) product);
    }
    return near >= 0 && misfit == 0;
  }

  @Override
  boolean put(ByteBuffer target, int at, DecimalReader decimal, byte[] text, int from, int to) {
    int exponent = decimal.exponent();
    int bits = EiselLemire.floatBits(decimal.digits(), exponent);
    if (decimal.cut() && bits != EiselLemire.floatBits(decimal.digits() + 1, exponent)) {
      // What was cut off decides.
      target.putFloat(at, JavaFloatParser.parseFloat(text, from, to - from));
      return true;
    }
    target.putInt(at, decimal.negative() ? bits | Integer.MIN_VALUE : bits);
    return true;
  }

  @Override
  boolean putWord(ByteBuffer target, int at, Word word) {
    target.putFloat(at, (float) word.value);
    return true;
  }
}
