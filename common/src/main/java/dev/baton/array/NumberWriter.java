package dev.baton.array;

import java.nio.ByteBuffer;

/**
 * Writes {@code long}s or {@code double}s as elements of a numeric dtype, a block at a time, in the
 * buffer's own byte order at absolute places. Whoever calls has made sure that every value survives
 * ({@link Survival}).
 */
final class NumberWriter {
  private static final double TWO_TO_63 = 0x1p63;

  private NumberWriter() {}

  /**
   * Writes integers as any numeric dtype.
   *
   * @param unsigned whether a negative {@code long} stands for 2^63 and above
   */
  static void longs(
      long[] values, int count, boolean unsigned, Dtype dtype, ByteBuffer target, int at) {
    if (dtype.kind() != Dtype.Kind.FLOAT) {
      integers(values, count, dtype.itemSize(), target, at);
    } else if (dtype.itemSize() == 4) {
      for (int i = 0; i < count; i++) {
        target.putFloat(at + i * 4, (float) toDouble(values[i], unsigned));
      }
    } else {
      for (int i = 0; i < count; i++) {
        target.putDouble(at + i * 8, toDouble(values[i], unsigned));
      }
    }
  }

  /** Writes floating-point numbers as {@code f4} or {@code f8}. */
  static void doubles(double[] values, int count, Dtype dtype, ByteBuffer target, int at) {
    if (dtype.itemSize() == 4) {
      for (int i = 0; i < count; i++) {
        target.putFloat(at + i * 4, (float) values[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        target.putDouble(at + i * 8, values[i]);
      }
    }
  }

  /** Whole numbers of -2^63 to 2^64 - 1 as the 64 bits of {@code i8} or {@code u8}. */
  static void toLongs(double[] from, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      double value = from[i];
      into[i] = value < TWO_TO_63 ? (long) value : (long) (value - TWO_TO_63) ^ Long.MIN_VALUE;
    }
  }

  /** Halves, with the lost bit kept sticky so that the rounding stays right, and doubles again. */
  private static double toDouble(long value, boolean unsigned) {
    return unsigned && value < 0 ? (value >>> 1 | (value & 1)) * 2.0 : (double) value;
  }

  /** The low bytes are the same for signed and unsigned targets. */
  private static void integers(long[] values, int count, int itemSize, ByteBuffer target, int at) {
    switch (itemSize) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          target.put(at + i, (byte) values[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          target.putShort(at + i * 2, (short) values[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          target.putInt(at + i * 4, (int) values[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          target.putLong(at + i * 8, values[i]);
        }
      }
    }
  }
}
