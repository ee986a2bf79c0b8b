package dev.baton.text;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.ByteBuffer;

/** Numbers to {@code <f8}: each the double nearest to the decimal number, ties to even. */
final class DoubleParser extends NumberParser {
  @Override
  public int itemSize() {
    return Double.BYTES;
  }

  @Override
  public String expected() {
    return "a number";
  }

  @Override
  boolean putSmall(ByteBuffer target, int at, int value) {
    target.putDouble(at, value);
    return true;
  }

  /** One rounding only, since both operands are exact (see {@link FloatParser}). */
  @Override
  boolean putShort(ByteBuffer target, int at, int negative, long digits, int fraction) {
    long bits = Double.doubleToRawLongBits(digits / PowersOfTen.EXACT[fraction]);
    target.putLong(at, bits | (long) negative << 63);
    return true;
  }

  @Override
  boolean putDecimals(ByteBuffer target, int at, DecimalBatch decimals, int count) {
    long misfit = 0;
    for (int i = 0; i < count; i++) {
      double nearest = decimals.digits(i) / PowersOfTen.SIGNED[decimals.scale(i)];
      misfit |= decimals.misfit(i);
      target.putDouble(at + i * Double.BYTES, nearest);
    }
    return misfit == 0;
  }

  @Override
  boolean put(ByteBuffer target, int at, DecimalReader decimal, byte[] text, int from, int to) {
    int exponent = decimal.exponent();
    long bits = EiselLemire.doubleBits(decimal.digits(), exponent);
    if (decimal.cut() && bits != EiselLemire.doubleBits(decimal.digits() + 1, exponent)) {
      // What was cut off decides.
      target.putDouble(at, JavaDoubleParser.parseDouble(text, from, to - from));
      return true;
    }
    target.putLong(at, decimal.negative() ? bits | Long.MIN_VALUE : bits);
    return true;
  }

  @Override
  boolean putWord(ByteBuffer target, int at, Word word) {
    target.putDouble(at, word.value);
    return true;
  }
}
