package dev.baton.text;

import dev.baton.array.Dtype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Prints elements of one dtype as text, in the shortest form that reads back to the same bits.
 *
 * <p>Allocates nothing for an element. Not for several threads at a time.
 */
public abstract class NumberPrinter {
  /** So many bytes must be free in the text to print one number and a separator. */
  public static final int ROOM = 48;

  private final int itemSize;

  NumberPrinter(int itemSize) {
    this.itemSize = itemSize;
  }

  /**
   * A printer for a numeric dtype.
   *
   * @throws IllegalArgumentException for opaque records
   */
  public static NumberPrinter of(Dtype dtype, Look look) {
    return switch (dtype.kind()) {
      case FLOAT ->
          dtype.itemSize() == Float.BYTES ? new FloatPrinter(look) : new DoublePrinter(look);
      case SIGNED -> new IntegerPrinter(dtype.itemSize(), true);
      case UNSIGNED -> new IntegerPrinter(dtype.itemSize(), false);
      case VOID -> throw new IllegalArgumentException("no text stands for " + dtype);
    };
  }

  /**
   * Prints one element.
   *
   * @param elements little-endian
   * @param at where in it the element stands, in bytes
   * @param text gets the bytes; up to {@link #ROOM} of them, from {@code to} on, may be overwritten
   * @return the index behind the last byte of the number
   */
  public abstract int print(ByteBuffer elements, int at, byte[] text, int to);

  /**
   * Prints elements, each followed by a separator, as many as there is surely room for.
   *
   * @param elements little-endian; its position moves behind the last element printed
   * @param most the most elements to print
   * @return the index behind the last separator
   */
  public final int printAll(ByteBuffer elements, int most, byte separator, byte[] text, int to) {
    if (elements.order() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalArgumentException("elements are not little-endian");
    }
    int count = Math.min(elements.remaining() / itemSize, most);
    return printRun(elements, count, separator, text, to);
  }

  /** The same for as many elements as there are, or fewer. */
  int printRun(ByteBuffer elements, int count, byte separator, byte[] text, int to) {
    int at = elements.position();
    int end = at + count * itemSize;
    int last = text.length - ROOM;
    int next = to;
    for (; at < end && next <= last; at += itemSize) {
      next = print(elements, at, text, next);
      text[next++] = separator;
    }
    elements.position(at);
    return next;
  }
}
