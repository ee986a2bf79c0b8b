package dev.baton.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies elements with the bytes of each reversed. Opaque records and single bytes have no order
 * and are copied as they are.
 */
public final class ByteSwap {
  private ByteSwap() {}

  /**
   * Copies as many whole elements as both buffers have room for and moves both positions behind
   * them. The buffers' own byte orders do not matter.
   *
   * @return how many elements were copied
   */
  public static int copy(Dtype dtype, ByteBuffer source, ByteBuffer target) {
    int itemSize = dtype.itemSize();
    int count = Math.min(source.remaining(), target.remaining()) / itemSize;
    int from = source.position();
    int to = target.position();
    if (!hasOrder(dtype)) {
      target.put(to, source, from, count * itemSize);
    } else {
      reverse(itemSize, source, from, target, to, count);
    }
    source.position(from + count * itemSize);
    target.position(to + count * itemSize);
    return count;
  }

  /** Whether byte order means anything to elements of this dtype. */
  public static boolean hasOrder(Dtype dtype) {
    return dtype.isNumeric() && dtype.itemSize() > 1;
  }

  private static void reverse(
      int itemSize, ByteBuffer source, int from, ByteBuffer target, int to, int count) {
    ByteOrder sourceOrder = source.order();
    ByteOrder targetOrder = target.order();
    source.order(ByteOrder.BIG_ENDIAN);
    target.order(ByteOrder.LITTLE_ENDIAN);
    switch (itemSize) {
      case 2 -> {
        for (int i = 0; i < count; i++) {
          target.putShort(to + i * 2, source.getShort(from + i * 2));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          target.putInt(to + i * 4, source.getInt(from + i * 4));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          target.putLong(to + i * 8, source.getLong(from + i * 8));
        }
      }
    }
    source.order(sourceOrder);
    target.order(targetOrder);
  }
}
