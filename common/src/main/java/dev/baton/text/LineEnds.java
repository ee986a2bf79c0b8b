package dev.baton.text;

/**
 * Finds where lines end, in words of eight bytes. No line has to wait for the one in front, and no
 * branch hangs on the text.
 */
final class LineEnds {
  /**
   * How many words at most are searched at once: so many that an array of as many longs takes a
   * whole number of cache lines, its header of 16 bytes included. Such arrays, made one after the
   * other, all begin at the same place in a line, so that vectors of all of them are aligned where
   * those of one are.
   */
  static final int MOST_WORDS = 518;

  private final TextWords words = new TextWords();
  private final long[] feeds = new long[MOST_WORDS];
  private final long[] offsets = new long[MOST_WORDS];
  private final int[] ends = new int[MOST_WORDS];
  private int from;

  LineEnds() {
    for (int i = 0; i < MOST_WORDS; i++) {
      offsets[i] = (long) i * Long.BYTES;
    }
  }

  /**
   * Finds line feeds, one in each word at most: lines shorter than a word may be taken together.
   *
   * @param from where the first line and the first word begin
   * @param count how many words, all of them within the text
   * @return how many
   */
  int find(byte[] text, int from, int count) {
    this.from = from;
    words.copy(text, from, feeds, count);
    mark(feeds, count);
    place(feeds, count);
    locate(feeds, offsets, from, count);
    int found = 0;
    for (int i = 0; i < count; i++) {
      long feed = feeds[i];
      // Without a line feed, the next one takes the place. No branch, since that is random.
      ends[found] = (int) feed;
      found += (int) (feed >>> Integer.SIZE);
    }
    return found;
  }

  /** Where line i begins. */
  int begin(int i) {
    return i == 0 ? from : ends[i - 1] + 1;
  }

  /** Where line i ends: the index of its line feed. */
  int end(int i) {
    return ends[i];
  }

  private static void mark(long[] words, int count) {
    for (int i = 0; i < count; i++) {
      words[i] = EightBytes.marks(words[i], '\n');
    }
  }

  /** For each word, how many bytes lie in front of its first line feed; 8 if it has none. */
  private static void place(long[] words, int count) {
    for (int i = 0; i < count; i++) {
      words[i] = EightBytes.wideCount(words[i]);
    }
  }

  /** For each word, where its line feed is, and in the upper half 1; if it has none, 0 there. */
  private static void locate(long[] words, long[] offsets, int from, int count) {
    long found = from + (1L << Integer.SIZE);
    for (int i = 0; i < count; i++) {
      long place = words[i];
      long none = place >>> 3; // 8 to 1, all others to 0
      words[i] = place + offsets[i] + found - (none << Integer.SIZE);
    }
  }
}
