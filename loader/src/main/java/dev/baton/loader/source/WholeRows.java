package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;

/**
 * Sees to it that an input ends with a whole row: what the next one gives would not be what it
 * means otherwise.
 */
final class WholeRows {
  private final int rowBytes;
  private long given;

  WholeRows(Elements elements, int rowLength) {
    this.rowBytes = Math.max(elements.rowLength(), rowLength) * elements.dtype().itemSize();
  }

  /** Elements came, of so many bytes. */
  void add(int bytes) {
    given += bytes;
  }

  /**
   * The input has ended.
   *
   * @throws BatonException {@code BAD_DATA} if that is in the middle of a row
   */
  void end(String name) {
    long rest = given % rowBytes;
    given = 0;
    if (rest != 0) {
      throw new BatonException(
          Reason.BAD_DATA,
          name
              + ": the data ends in the middle of a row: found "
              + rest
              + " bytes of it, expected "
              + rowBytes,
          "choose another --row-length, or let writers complete their rows");
    }
  }
}
