package dev.baton.array;

import java.nio.ByteBuffer;

/**
 * Reads elements of any numeric dtype into {@code long}s or {@code double}s, a block at a time.
 *
 * <p>Each dtype has a loop of its own, so that the inner loops have no branch on the type. Bytes
 * are read at absolute places in the buffer's own byte order; its position does not move. Nothing
 * is allocated.
 */
public final class NumberReader {
  private NumberReader() {}

  /**
   * Reads integers. Those of {@code u8} come as their 64 bits: negative stands for 2^63 and above.
   *
   * @param dtype of kind {@code SIGNED} or {@code UNSIGNED}
   * @param at index in {@code source} of the first element's first byte
   * @param count elements to read, at most {@code into.length}
   */
  public static void longs(Dtype dtype, ByteBuffer source, int at, long[] into, int count) {
    boolean signed = dtype.kind() == Dtype.Kind.SIGNED;
    switch (dtype.itemSize()) {
      case 1 -> bytes(source, at, into, count, signed ? -1L : 0xFFL);
      case 2 -> shorts(source, at, into, count, signed ? -1L : 0xFFFFL);
      case 4 -> ints(source, at, into, count, signed ? -1L : 0xFFFF_FFFFL);
      default -> {
        for (int i = 0; i < count; i++) {
          into[i] = source.getLong(at + i * 8);
        }
      }
    }
  }

  /**
   * Reads floating-point numbers; those of {@code f4} are widened, which is exact.
   *
   * @param dtype of kind {@code FLOAT}
   * @param at index in {@code source} of the first element's first byte
   * @param count elements to read, at most {@code into.length}
   */
  public static void doubles(Dtype dtype, ByteBuffer source, int at, double[] into, int count) {
    if (dtype.itemSize() == 4) {
      for (int i = 0; i < count; i++) {
        into[i] = source.getFloat(at + i * 4);
      }
    } else {
      for (int i = 0; i < count; i++) {
        into[i] = source.getDouble(at + i * 8);
      }
    }
  }

  /** Widens with the sign; {@code mask} then takes it away again from unsigned types. */
  private static void bytes(ByteBuffer source, int at, long[] into, int count, long mask) {
    for (int i = 0; i < count; i++) {
      into[i] = source.get(at + i) & mask;
    }
  }

  private static void shorts(ByteBuffer source, int at, long[] into, int count, long mask) {
    for (int i = 0; i < count; i++) {
      into[i] = source.getShort(at + i * 2) & mask;
    }
  }

  private static void ints(ByteBuffer source, int at, long[] into, int count, long mask) {
    for (int i = 0; i < count; i++) {
      into[i] = source.getInt(at + i * 4) & mask;
    }
  }
}
