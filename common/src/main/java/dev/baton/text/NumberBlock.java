package dev.baton.text;

/**
 * How many numbers begin in a block of text, and how many lines end: the same as eight bytes at a
 * time give, counted with the processor's vector instructions.
 *
 * <p>For that each loop goes over arrays of {@code long}s, at one index for all of them, and sums
 * up nothing: no other loop is made into such instructions by every Java from 17 on.
 */
final class NumberBlock {
  private static final int LONGS = 512;

  /** More than are used, for the place in a cache line: {@link LineEnds#MOST_WORDS}. */
  private static final int ROOM = LineEnds.MOST_WORDS;

  /** The length of a block, in bytes: with what is noted of it, it fits a core's first cache. */
  static final int BYTES = LONGS * Long.BYTES;

  /** The most numbers that begin in a block. */
  static final int MOST_NUMBERS = BYTES / 2;

  private static final long RETURNS = EightBytes.TOPS >>> 1;
  private static final long LAST_RETURN = Long.MIN_VALUE >>> 1;

  /** How far to move the marks of a long's last byte, to be those of its first. */
  private static final int LAST = Long.SIZE - Byte.SIZE;

  private final long[] bytes = new long[ROOM];

  /** Marks, by their top bits: separators, line feeds, and where numbers begin. */
  private final long[] separators = new long[ROOM];

  private final long[] feeds = new long[ROOM];
  private final long[] begins = new long[ROOM];

  /** By top bits: bytes that do not tell; by the bits below: carriage returns. */
  private final long[] odd = new long[ROOM];

  /** Marks one long on: at each index those in front of that index. */
  private final long[] inFront = new long[ROOM];

  private final TextWords words = new TextWords();

  /**
   * Takes the block that begins there, with a byte behind it.
   *
   * @return whether it can be counted: all is ASCII, without a comment, nor a carriage return alone
   */
  boolean take(byte[] text, int at) {
    words.copy(text, at, bytes, LONGS);
    mark(bytes, separators, feeds, odd);
    long any = any(odd);
    return (any & EightBytes.TOPS) == 0 && ((any & RETURNS) == 0 || isPaired(text[at + BYTES]));
  }

  /**
   * Counts the numbers that begin in the block.
   *
   * @param before the mark of the byte in front of the block, as the lowest byte
   */
  int numbers(long before) {
    shift(separators, before << LAST);
    begin(separators, inFront, begins);
    return count(begins);
  }

  /** How many lines end in the block. */
  int lines() {
    return count(feeds);
  }

  /** The mark of the block's last byte, as the lowest byte. */
  long last() {
    return separators[LONGS - 1] >>> LAST;
  }

  /** Whether a line feed stands behind each carriage return. */
  private boolean isPaired(byte behind) {
    shift(odd, 0);
    single(odd, inFront, feeds, begins);
    return any(begins) == 0 && ((odd[LONGS - 1] & LAST_RETURN) == 0 || behind == '\n');
  }

  private void shift(long[] marks, long first) {
    System.arraycopy(marks, 0, inFront, 1, LONGS - 1);
    inFront[0] = first;
  }

  private static void mark(long[] bytes, long[] separators, long[] feeds, long[] odd) {
    for (int i = 0; i < LONGS; i++) {
      long eight = bytes[i];
      separators[i] = EightBytes.separators(eight);
      feeds[i] = EightBytes.equal(eight, '\n');
      long doubtful = (eight | EightBytes.equal(eight, '#')) & EightBytes.TOPS;
      odd[i] = doubtful | (EightBytes.equal(eight, '\r') >>> 1);
    }
  }

  private static void single(long[] odd, long[] inFront, long[] feeds, long[] singles) {
    for (int i = 0; i < LONGS; i++) {
      long behind = (odd[i] << (Byte.SIZE + 1)) | ((inFront[i] >>> LAST) << 1);
      singles[i] = behind & ~feeds[i] & EightBytes.TOPS;
    }
  }

  private static void begin(long[] separators, long[] inFront, long[] begins) {
    for (int i = 0; i < LONGS; i++) {
      begins[i] = EightBytes.begins(separators[i], inFront[i] >>> LAST);
    }
  }

  private static long any(long[] bits) {
    long any = 0;
    for (int i = 0; i < LONGS; i += 4) {
      any |= bits[i] | bits[i + 1] | bits[i + 2] | bits[i + 3];
    }
    return any;
  }

  /** Eight times eight marks, moved in between each other, are the bits of one long. */
  private static int count(long[] marks) {
    int count = 0;
    for (int i = 0; i < LONGS; i += 8) {
      long low = marks[i] | (marks[i + 1] >>> 1) | (marks[i + 2] >>> 2) | (marks[i + 3] >>> 3);
      long high = marks[i + 4] | (marks[i + 5] >>> 1) | (marks[i + 6] >>> 2) | (marks[i + 7] >>> 3);
      count += Long.bitCount(low | (high >>> 4));
    }
    return count;
  }
}
