package dev.baton.text;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import java.nio.ByteBuffer;

/** Numbers to {@code <f4}: each the float nearest to the decimal number, ties to even. */
final class FloatParser extends NumberParser {
  /** The bits that rounding a double to a float drops, and the one case where all hangs on them. */
  private static final long DROPPED = (1L << 29) - 1;

  private static final long TIE = 1L << 28;

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
