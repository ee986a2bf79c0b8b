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

  /** The first try of a scan, in words of eight bytes. */
  private static final int FEW_WORDS = 16;

  /** One line in so many may be something else, or scans cost more than they bring. */
  private static final int LINES_A_MISFIT = 8;

  /** For so many lines no scan is tried then. */
  private static final int PAUSE = 1_000;

  private final NumberParser parser;
  private final int itemSize;
  private final DecimalBatch batch = new DecimalBatch();
  private final TextWords words = new TextWords();
  private final long[] feeds = new long[DecimalBatch.MOST];
  private final int[] ends = new int[DecimalBatch.MOST];
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
   * Reads lines as long as most are decimal numbers and all are one number.
   *
   * @param from where a line begins
   * @param to 16 more bytes can be read from any place before
   * @param at where in the target the first element goes
   * @param end where in the target the last element can go
   * @return where the first line begins that was not read
   */
  int scan(byte[] text, int from, int to, ByteBuffer target, int at, int end) {
    lines = 0;
    int room = (end - at) / itemSize + 1;
    int now = from;
    int most = FEW_WORDS;
    int found;
    int read;
    do {
      found = Math.min(find(text, now, Math.min(most, wordsBetween(now, to))), room - lines);
      take(text, now, found);
      batch.convert(found);
      read = put(text, now, found, target, at + lines * itemSize);
      lines += read;
      now = read == 0 ? now : ends[read - 1] + 1;
      most = Math.min(4 * most, DecimalBatch.MOST);
      if (read < found || misfits > found / LINES_A_MISFIT) {
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

  /**
   * Finds line feeds in so many words, one in each at most: lines shorter than a word may be taken
   * together.
   *
   * @return how many
   */
  private int find(byte[] text, int from, int count) {
    words.copy(text, from, feeds, count);
    placeFeeds(feeds, count);
    int found = 0;
    int at = from;
    for (int i = 0; i < count; i++) {
      long place = feeds[i];
      // Without a line feed, the next one takes the place. No branch, since that is random.
      ends[found] = at + (int) place;
      found += (int) (place >>> Integer.SIZE);
      at += Long.BYTES;
    }
    return found;
  }

  /** For each word where its first line feed is, and in the upper half whether it has one. */
  private static void placeFeeds(long[] words, int count) {
    for (int i = 0; i < count; i++) {
      long feeds = EightBytes.marks(words[i], '\n');
      words[i] = EightBytes.any(feeds) << Integer.SIZE | EightBytes.wideCount(feeds);
    }
  }

  private void take(byte[] text, int from, int count) {
    int line = from;
    for (int i = 0; i < count; i++) {
      int end = ends[i];
      int length = end - line;
      if (fits(length)) {
        long last = EightBytes.get(text, end - Long.BYTES);
        batch.set(i, EightBytes.get(text, line), last, length);
      } else {
        batch.setMisfit(i);
      }
      line = end + 1;
    }
  }

  /** How many lines were read: all, or those in front of one that is no number. */
  private int put(byte[] text, int from, int count, ByteBuffer target, int at) {
    misfits = 0;
    int size = itemSize;
    int element = at;
    for (int i = 0; i < count; i++) {
      if (!batch.fits(i)
          || !parser.putShort(
              target, element, batch.negative(i), batch.digits(i), batch.fraction(i))) {
        misfits++;
        int line = i == 0 ? from : ends[i - 1] + 1;
        if (!parser.parse(text, line, ends[i], target, element)) {
          return i;
        }
      }
      element += size;
    }
    return count;
  }
}
