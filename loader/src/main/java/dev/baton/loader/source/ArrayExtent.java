package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;

/**
 * Where a file's elements lie, which of them are read, and how many there should be.
 *
 * @param dataOffset bytes in front of the file's first element
 * @param itemSize bytes of an element in the file
 * @param first index of the first element that is read
 * @param end index behind the last one, or -1 if that shows only at the end
 * @param rowLength elements of one row of the file's data
 * @param channelRowLength elements of one row of the channel's: the count must be a multiple
 * @param endIsKnown whether nothing has to be looked for behind the last element: the size was
 *     compared before, or it is a slot's unused room that follows
 */
record ArrayExtent(
    long dataOffset,
    int itemSize,
    long first,
    long end,
    int rowLength,
    int channelRowLength,
    boolean endIsKnown) {

  /** One of several parts of these elements, in whole rows; the end has to be known. */
  ArrayExtent part(Shard shard) {
    int row = Math.max(rowLength, channelRowLength);
    long rows = end / row;
    return new ArrayExtent(
        dataOffset,
        itemSize,
        shard.from(rows) * row,
        shard.to(rows) * row,
        rowLength,
        channelRowLength,
        endIsKnown);
  }

  /** Where an element lies in the file, in bytes. */
  long offset(long element) {
    return dataOffset + element * itemSize;
  }

  /** Bytes from the element {@code next} to the end of the last one; boundless if unknown. */
  long bytesLeft(long next) {
    return end < 0 ? Long.MAX_VALUE : (end - next) * itemSize;
  }

  /**
   * Refuses a number of elements that leaves a part of a row.
   *
   * @throws BatonException {@code BAD_DATA}
   */
  void checkRows(String where, long found) {
    if (found % channelRowLength != 0) {
      throw refused(
          where
              + ": expected whole rows of "
              + channelRowLength
              + " elements, found "
              + found
              + " elements",
          "start with another --row-length, or complete the last row");
    }
  }

  /**
   * Judges the end of the input.
   *
   * @param found whole elements before it
   * @param rest bytes behind them
   * @throws BatonException {@code BAD_DATA} if it comes too early or inside an element or a row
   */
  void checkEnd(String where, long found, int rest) {
    if (end >= 0 && found < end) {
      throw refused(
          where
              + ": expected "
              + end
              + " elements of "
              + itemSize
              + " bytes, found only "
              + (found * itemSize + rest)
              + " bytes of them",
          "the file is cut short: copy or save it again");
    }
    if (rest != 0) {
      throw partialElement(where, dataOffset + found * itemSize + rest);
    }
    checkRows(where, found);
  }

  /** The refusal of bytes that make no whole number of elements. */
  BatonException partialElement(String where, long bytes) {
    return refused(
        where
            + ": expected a multiple of "
            + itemSize
            + " bytes, the size of an element, found "
            + bytes,
        "the file is cut short or holds elements of another size: say which with dtype=");
  }

  /** The refusal of more bytes than the elements take. */
  BatonException tooLong(String where) {
    return refused(
        where
            + ": expected "
            + end
            + " elements of "
            + itemSize
            + " bytes, found more bytes"
            + " behind them",
        "the file is damaged: copy or save it again");
  }

  private static BatonException refused(String problem, String hint) {
    return new BatonException(Reason.BAD_DATA, problem, hint);
  }
}
