package dev.baton.array;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns the elements of a file into the elements of a channel.
 *
 * <p>The rule: an element of another type converts only where its value survives, that is, where
 * the channel's dtype has a number equal to it. Where the types alone guarantee this ({@code i2} to
 * {@code f4}, {@code f4} to {@code f8}, {@code u1} to {@code i2}) nothing is looked at; otherwise
 * each value is, and the first one that does not survive is refused with its index. NaN and the
 * infinities survive between {@code f4} and {@code f8} and never become integers; -0.0 becomes the
 * integer 0. Opaque records convert to records of the same size only.
 *
 * <p>Used by one thread at a time. {@link #convert} allocates nothing unless it refuses.
 */
public final class Conversion {
  /** Small enough that a block of longs or doubles stays in the first-level cache. */
  private static final int BLOCK = 1024;

  private final String where;
  private final Dtype from;
  private final ByteOrder order;
  private final Dtype to;
  private final boolean certain;
  private final boolean unsigned;
  private final long[] longs;
  private final double[] doubles;

  private Conversion(String where, Dtype from, ByteOrder order, Dtype to) {
    this.where = where;
    this.from = from;
    this.order = order;
    this.to = to;
    boolean same = from.equals(to);
    this.certain = same || Survival.isCertain(from, to);
    this.unsigned = from.kind() == Dtype.Kind.UNSIGNED && from.itemSize() == 8;
    this.longs = new long[same ? 0 : BLOCK];
    this.doubles = new double[same ? 0 : BLOCK];
  }

  /**
   * A conversion between two types of element.
   *
   * @param where the file, for messages
   * @param order of the file's elements; the channel's are little-endian
   * @throws BatonException {@code BAD_DATA} if no value of the one type is a value of the other:
   *     numbers and opaque records, or records of different sizes
   */
  public static Conversion of(String where, Dtype from, ByteOrder order, Dtype to) {
    boolean possible = from.equals(to) || (from.isNumeric() && to.isNumeric());
    if (!possible) {
      throw new BatonException(
          Reason.BAD_DATA,
          where + ": expected elements of the channel's dtype " + to + ", found " + from,
          "opaque records go into a channel of the same dtype only: --dtype '" + from + "'");
    }
    return new Conversion(where, from, order, to);
  }

  /** The same conversion, for another thread. */
  public Conversion another() {
    return new Conversion(where, from, order, to);
  }

  /** The dtype of the file's elements. */
  public Dtype from() {
    return from;
  }

  /** Whether the bytes stay as they are, so that a file can be read straight into a slot. */
  public boolean isCopy() {
    boolean ordered = order == ByteOrder.LITTLE_ENDIAN || !ByteSwap.hasOrder(from);
    return ordered && from.equals(to);
  }

  /**
   * Converts as many whole elements as {@code source} holds and {@code target} has room for, and
   * moves both positions behind them.
   *
   * @param source the file's bytes
   * @param target little-endian
   * @param index of the source's first element in the file, for messages
   * @throws BatonException {@code BAD_DATA} naming the first element that does not survive; both
   *     positions are behind the last one that did
   */
  public void convert(ByteBuffer source, ByteBuffer target, long index) {
    if (!from.equals(to)) {
      convertNumbers(source, target, index);
    } else if (!isCopy()) {
      ByteSwap.copy(from, source, target);
    } else {
      int bytes = Math.min(source.remaining(), target.remaining());
      int whole = bytes - bytes % from.itemSize();
      target.put(target.position(), source, source.position(), whole);
      source.position(source.position() + whole);
      target.position(target.position() + whole);
    }
  }

  private void convertNumbers(ByteBuffer source, ByteBuffer target, long index) {
    source.order(order);
    target.order(ByteOrder.LITTLE_ENDIAN);
    int left = Math.min(source.remaining() / from.itemSize(), target.remaining() / to.itemSize());
    long next = index;
    while (left > 0) {
      int count = Math.min(left, BLOCK);
      int good = convertBlock(source, target, count);
      source.position(source.position() + good * from.itemSize());
      target.position(target.position() + good * to.itemSize());
      next += good;
      left -= good;
      if (good < count) {
        throw lost(good, next);
      }
    }
  }

  /** Answers how many elements, from the first on, survived and were written. */
  private int convertBlock(ByteBuffer source, ByteBuffer target, int count) {
    boolean toFloat = to.kind() == Dtype.Kind.FLOAT;
    if (from.kind() == Dtype.Kind.FLOAT) {
      NumberReader.doubles(from, source, source.position(), doubles, count);
      int good = certain ? count : firstLostDouble(toFloat, count);
      if (toFloat) {
        NumberWriter.doubles(doubles, good, to, target, target.position());
      } else {
        NumberWriter.toLongs(doubles, longs, good);
        NumberWriter.longs(longs, good, false, to, target, target.position());
      }
      return good;
    }
    NumberReader.longs(from, source, source.position(), longs, count);
    int good = certain ? count : firstLostLong(toFloat, count);
    NumberWriter.longs(longs, good, unsigned, to, target, target.position());
    return good;
  }

  private int firstLostDouble(boolean toFloat, int count) {
    return toFloat
        ? Survival.firstRounded(doubles, count)
        : Survival.firstNotWhole(doubles, count, to);
  }

  private int firstLostLong(boolean toFloat, int count) {
    return toFloat
        ? Survival.firstInexact(longs, count, unsigned, to)
        : Survival.firstOutOfRange(longs, count, unsigned, to);
  }

  private BatonException lost(int inBlock, long index) {
    return new BatonException(
        Reason.BAD_DATA,
        where
            + ": element "
            + index
            + ": expected a value that "
            + to
            + " can hold, found "
            + valueText(inBlock)
            + " ("
            + from
            + ")",
        "create the channel with --dtype '" + from + "', or convert the file first");
  }

  private String valueText(int inBlock) {
    if (from.kind() == Dtype.Kind.FLOAT) {
      double value = doubles[inBlock];
      return from.itemSize() == 4 ? Float.toString((float) value) : Double.toString(value);
    }
    return unsigned ? Long.toUnsignedString(longs[inBlock]) : Long.toString(longs[inBlock]);
  }
}
