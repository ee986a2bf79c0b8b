package dev.baton.text;

import java.nio.ByteBuffer;

/** Whole numbers of any width, plain. */
final class IntegerPrinter extends NumberPrinter {
  private static final SmallNumbers SMALL = new SmallNumbers("");
  private static final int EIGHT_DIGITS = 100_000_000;

  private final int itemSize;
  private final boolean signed;

  IntegerPrinter(int itemSize, boolean signed) {
    super(itemSize);
    this.itemSize = itemSize;
    this.signed = signed;
  }

  @Override
  public int print(ByteBuffer elements, int at, byte[] text, int to) {
    long value = value(elements, at);
    if (value >= 0 && value < SmallNumbers.COUNT) {
      return SMALL.put(text, to, (int) value);
    }
    int next = to;
    if (signed && value < 0) {
      text[next++] = '-';
      value = -value;
    }
    return put(text, next, value);
  }

  private long value(ByteBuffer elements, int at) {
    return switch (itemSize) {
      case Byte.BYTES -> signed ? elements.get(at) : elements.get(at) & 0xFF;
      case Short.BYTES -> signed ? elements.getShort(at) : elements.getShort(at) & 0xFFFF;
      case Integer.BYTES ->
          signed ? elements.getInt(at) : Integer.toUnsignedLong(elements.getInt(at));
      default -> elements.getLong(at);
    };
  }

  /** Prints an unsigned number. */
  private static int put(byte[] text, int to, long magnitude) {
    if (magnitude >= 0 && magnitude < EIGHT_DIGITS) {
      return putFirst(text, to, (int) magnitude);
    }
    long high = Long.divideUnsigned(magnitude, EIGHT_DIGITS);
    int next = put(text, to, high);
    long values = EightBytes.values((int) (magnitude - high * EIGHT_DIGITS));
    EightBytes.put(text, next, values | EightBytes.ZEROS);
    return next + 8;
  }

  /** Prints up to eight digits, without leading zeros. */
  static int putFirst(byte[] text, int to, int number) {
    long values = EightBytes.values(number);
    // Of 0 the last digit is kept.
    int zeros = Math.min(Long.numberOfTrailingZeros(values) >>> 3, 7);
    EightBytes.put(text, to, (values | EightBytes.ZEROS) >>> (8 * zeros));
    return to + 8 - zeros;
  }
}
