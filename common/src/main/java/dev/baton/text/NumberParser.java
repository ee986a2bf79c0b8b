package dev.baton.text;

import dev.baton.array.Dtype;
import java.nio.ByteBuffer;

/**
 * Reads one number at a time from bytes of text into an element of one dtype, exactly: the same
 * bits as {@link Float#parseFloat} and {@link Double#parseDouble} give, and for whole numbers the
 * value itself or nothing. {@code docs/text-format.md} says what counts as a number.
 *
 * <p>Allocates nothing, except for a few numbers of more than 19 digits. Used by one thread at a
 * time. Targets are little-endian.
 */
public abstract class NumberParser {
  private final DecimalReader decimal = new DecimalReader();

  NumberParser() {}

  /**
   * A parser for a numeric dtype.
   *
   * @throws IllegalArgumentException for opaque records
   */
  public static NumberParser of(Dtype dtype) {
    return switch (dtype.kind()) {
      case FLOAT -> dtype.itemSize() == Float.BYTES ? new FloatParser() : new DoubleParser();
      case SIGNED, UNSIGNED -> new IntegerParser(dtype);
      case VOID -> throw new IllegalArgumentException("no text stands for " + dtype);
    };
  }

  /**
   * Reads the number that the bytes from {@code from} to {@code to} make.
   *
   * @param at where in the target the element goes, in bytes; its position is not moved
   * @return false if they make no number that this dtype holds; the target is unchanged then
   */
  public final boolean parse(byte[] text, int from, int to, ByteBuffer target, int at) {
    if (decimal.read(text, from, to) == to) {
      return put(target, at, decimal, text, from, to);
    }
    Word word = Word.at(text, from, to);
    return word != null && putWord(target, at, word);
  }

  /**
   * Reads the decimal number that begins at {@code from} and ends at a separator.
   *
   * @return the index of the separator, or {@code to} if the number may go on there; or {@link
   *     DecimalReader#NONE} if there is none, or none that this dtype holds
   */
  final int parseUpToSeparator(byte[] text, int from, int to, ByteBuffer target, int at) {
    int end = decimal.read(text, from, to);
    boolean ends = end == to || (end != DecimalReader.NONE && Separator.stands(text[end]));
    return ends && put(target, at, decimal, text, from, end) ? end : DecimalReader.NONE;
  }

  /** Bytes of one element. */
  public abstract int itemSize();

  /** What is expected where a number of this dtype should stand, for messages. */
  public abstract String expected();

  /**
   * Writes what stands for a missing number.
   *
   * @return false if this dtype has nothing that does
   */
  public final boolean putMissing(ByteBuffer target, int at) {
    return putWord(target, at, Word.NAN);
  }

  /**
   * Writes a whole number from 0 to 999.
   *
   * @return false if this dtype does not hold it
   */
  abstract boolean putSmall(ByteBuffer target, int at, int value);

  /**
   * Writes a decimal number of few digits.
   *
   * @param negative 1 for a negative number, else 0
   * @param digits below 10^15
   * @param fraction how many of the digits follow the point, 0 to 8
   * @return false if this short way does not lead to the exact result
   */
  abstract boolean putShort(ByteBuffer target, int at, int negative, long digits, int fraction);

  /**
   * Writes the first numbers of a batch.
   *
   * @param at where in the target the first element goes
   * @return false if not all of them are written right: then each has to be put by itself
   */
  boolean putDecimals(ByteBuffer target, int at, DecimalBatch decimals, int count) {
    return false;
  }

  /**
   * Writes the decimal number just read.
   *
   * @param from where it begins in the text
   * @param to where it ends
   * @return false if this dtype does not hold it
   */
  abstract boolean put(
      ByteBuffer target, int at, DecimalReader decimal, byte[] text, int from, int to);

  /** Writes what a word stands for, if this dtype holds it. */
  abstract boolean putWord(ByteBuffer target, int at, Word word);
}
