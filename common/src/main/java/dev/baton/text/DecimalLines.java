package dev.baton.text;

import java.nio.ByteBuffer;

/**
 * Runs of lines that are mostly decimal numbers such as -12.345678, some 400 lines at a time: where
 * they end, then their bytes, then their digits, then the elements. In none of these steps has one
 * line to wait for the line in front.
 */
final class DecimalLines {
  /** Whether a line of so many bytes may be one of those that this is for. */
  static boolean fits(int length) {
    return length >= DecimalBatch.FEWEST_BYTES && length <= DecimalBatch.MOST_BYTES;
  }

  /** The first try of a scan, in words of eight bytes, where nothing is known of the text. */
  private static final int FEW_WORDS = 16;

  /** One line in so many may be something else, or scans cost more than they bring. */
  private static final int LINES_A_MISFIT = 8;

  /** For so many lines no scan is tried then. */
  private static final int PAUSE = 1_000;

  private final NumberParser parser;
  private final int itemSize;
  private final LineEnds ends = new LineEnds();
  private final DecimalBatch batch = new DecimalBatch();
  private int most = FEW_WORDS;
  private int lines;
  private int misfits;
  private int pause;

  DecimalLines(NumberParser parser) {
    this.parser = parser;
    this.itemSize = parser.itemSize();
  }

  /** Whether a scan is worth trying: not soon after one that found too much of something else. */
  boolean likely() {
    return --pause < 0;
  }

  /** How many lines the last scan read: that many elements were written. */
  int lines() {
    return lines;
  }

  /**
   * Reads lines as long as most are decimal numbers and all are one number. Behind the last element
   * that it counts, the target may have changed too.
   *
   * @param from where a line begins, behind a line feed
   * @param to 16 more bytes can be read from any place before
   * @param at where in the target the first element goes
   * @param end where in the target the last element can go
   * @return where the first line begins that was not read
   */
  int scan(byte[] text, int from, int to, ByteBuffer target, int at, int end) {
    lines = 0;
    if (from < DecimalBatch.BYTES_BEFORE) {
      return from;
    }
    int room = (end - at) / itemSize + 1;
    int now = from;
    int found;
    do {
      found = ends.find(text, now, Math.min(most, wordsBetween(now, to)));
      found = Math.min(found, room - lines);
      batch.take(text, ends, found);
      batch.convert(found);
      int read = put(text, found, target, at + lines * itemSize);
      lines += read;
      now = ends.begin(read);
      most = Math.min(4 * most, LineEnds.MOST_WORDS);
      if (read < found || misfits > found / LINES_A_MISFIT) {
        most = FEW_WORDS;
        pause = PAUSE;
        return now;
      }
    } while (found > 0);
    return now;
  }

  /** How many words begin in there. */
  private static int wordsBetween(int from, int to) {
    return (Math.max(0, to - from) + Long.BYTES - 1) / Long.BYTES;
  }

  /** How many lines were read: all, or those in front of one that is no number. */
  private int put(byte[] text, int count, ByteBuffer target, int at) {
    // Where one of the last lines did not fit, one of these will not either.
    if (misfits == 0 && parser.putDecimals(target, at, batch, count)) {
      return count;
    }
    misfits = 0;
    int size = itemSize;
    int element = at;
    for (int i = 0; i < count; i++) {
      if (!batch.fits(i)
          || !parser.putShort(
              target, element, batch.negative(i), batch.digits(i), batch.fraction(i))) {
        misfits++;
        if (!parser.parse(text, ends.begin(i), ends.end(i), target, element)) {
          return i;
        }
      }
      element += size;
    }
    return count;
  }
}
