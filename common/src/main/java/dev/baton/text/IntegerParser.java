package dev.baton.text;

import dev.baton.array.Dtype;
import java.nio.ByteBuffer;

/**
 * Whole numbers to {@code i1} to {@code i8} and {@code u1} to {@code u8}. {@code 3.0} and {@code
 * 1e3} are whole numbers too; {@code 3.5} and what is out of range are none.
 */
final class IntegerParser extends NumberParser {
  private static final long OVERFLOW = -1;

  /** 10^19, unsigned: the largest power of ten in 64 bits. */
  private static final long LARGEST_POWER = -8_446_744_073_709_551_616L;

  private final int itemSize;

  /** The largest number of this dtype; all bits set, as unsigned, for {@code u8}. */
  private final long max;

  /** The largest magnitude of a negative number of this dtype. */
  private final long maxNegative;

  IntegerParser(Dtype dtype) {
    this.itemSize = dtype.itemSize();
    boolean signed = dtype.kind() == Dtype.Kind.SIGNED;
    int bits = itemSize * Byte.SIZE - (signed ? 1 : 0);
    this.max = -1L >>> (Long.SIZE - bits);
    this.maxNegative = signed ? max + 1 : 0;
  }

  @Override
  public int itemSize() {
    return itemSize;
  }

  @Override
  public String expected() {
    String least = maxNegative == 0 ? "0" : "-" + Long.toUnsignedString(maxNegative);
    return "a whole number from " + least + " to " + Long.toUnsignedString(max);
  }

  @Override
  boolean putSmall(ByteBuffer target, int at, int value) {
    return putMagnitude(target, at, false, value);
  }

  @Override
  boolean putShort(ByteBuffer target, int at, int negative, long digits, int fraction) {
    return fraction == 0 && putMagnitude(target, at, negative != 0, digits);
  }

  @Override
  boolean put(ByteBuffer target, int at, DecimalReader decimal, byte[] text, int from, int to) {
    return decimal.cut()
        ? putLong(target, at, decimal, text)
        : putScaled(target, at, decimal.negative(), decimal.digits(), decimal.exponent());
  }

  /** More than 19 digits: those of the largest {@code u8}, or zeros behind the point. */
  private boolean putLong(ByteBuffer target, int at, DecimalReader decimal, byte[] text) {
    long digits = 0;
    int zeros = 0;
    for (int i = decimal.first(); i < decimal.last(); i++) {
      if (text[i] == '0') {
        zeros++;
      } else if (text[i] != '.') {
        int digit = text[i] - '0';
        digits = shifted(digits, zeros + 1);
        if (digits == OVERFLOW || Long.compareUnsigned(digits, -1L - digit) > 0) {
          return false;
        }
        digits += digit;
        zeros = 0;
      }
    }
    return putScaled(target, at, decimal.negative(), digits, decimal.unscaled() + zeros);
  }

  private boolean putScaled(ByteBuffer target, int at, boolean negative, long unscaled, int scale) {
    long digits = unscaled;
    int exponent = digits == 0 ? 0 : scale;
    for (; exponent < 0 && Long.remainderUnsigned(digits, 10) == 0; exponent++) {
      digits = Long.divideUnsigned(digits, 10);
    }
    if (exponent > 0) {
      digits = shifted(digits, exponent);
    }
    boolean whole = exponent == 0 || (exponent > 0 && digits != OVERFLOW);
    return whole && putMagnitude(target, at, negative, digits);
  }

  /** The number times 10^places, at least one place; or OVERFLOW, which is no multiple of ten. */
  private static long shifted(long digits, int places) {
    if (digits == 0) {
      return 0;
    }
    if (places >= PowersOfTen.WHOLE.length) {
      return places == PowersOfTen.WHOLE.length && digits == 1 ? LARGEST_POWER : OVERFLOW;
    }
    long power = PowersOfTen.WHOLE[places];
    return Long.compareUnsigned(digits, Long.divideUnsigned(-1, power)) > 0
        ? OVERFLOW
        : digits * power;
  }

  private boolean putMagnitude(ByteBuffer target, int at, boolean negative, long magnitude) {
    if (Long.compareUnsigned(magnitude, negative ? maxNegative : max) > 0) {
      return false;
    }
    long value = negative ? -magnitude : magnitude;
    switch (itemSize) {
      case Byte.BYTES -> target.put(at, (byte) value);
      case Short.BYTES -> target.putShort(at, (short) value);
      case Integer.BYTES -> target.putInt(at, (int) value);
      default -> target.putLong(at, value);
    }
    return true;
  }

  @Override
  boolean putWord(ByteBuffer target, int at, Word word) {
    return false;
  }
}
