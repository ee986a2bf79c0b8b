package dev.baton.text;

/**
 * Passes over numbers in free form without reading them: a number is what stands between two
 * separators. Takes blocks where it can, and eight bytes at a time in between and where a block
 * does not tell. Stops where those do not tell either: at a comment, at what is not ASCII, at a
 * carriage return alone.
 */
final class NumberSkim {
  /** The most numbers that begin in eight bytes. */
  private static final int MOST_IN_EIGHT = 4;

  /** Where a block did not tell, the next ones seldom do: for so many bytes none is tried. */
  private static final int PAUSE = 16 * NumberBlock.BYTES;

  private final NumberBlock block = new NumberBlock();
  private long numbers;
  private long lines;
  private int lineStart;
  private int at;

  /** The mark of the byte in front of {@link #at}, as the lowest byte. */
  private long before;

  /** How many numbers the last skim passed over. */
  long numbers() {
    return numbers;
  }

  /** How many line ends lie in front of where the last skim stopped. */
  long lines() {
    return lines;
  }

  /** Where the line begins in which the last skim stopped; only if it passed a line end. */
  int lineStart() {
    return lineStart;
  }

  /**
   * Passes over numbers.
   *
   * @param from where a number begins, or a separator
   * @param to where the text ends
   * @param most how many at most
   * @return where the first number begins that was not passed over; {@code from} if none was
   */
  int skim(byte[] text, int from, int to, long most) {
    at = from;
    before = 1L << (Byte.SIZE - 1); // as if a separator stood in front
    numbers = 0;
    lines = 0;
    int end;
    do {
      passBlocks(text, to, most);
      end = (int) Math.min(to, (long) at + PAUSE);
      passEights(text, end, most);
    } while (at + Long.BYTES >= end && end < to);
    return numbers == 0 ? from : goBack(text, from);
  }

  private void passBlocks(byte[] text, int to, long most) {
    while (at + NumberBlock.BYTES < to
        && numbers + NumberBlock.MOST_NUMBERS <= most
        && block.take(text, at)) {
      numbers += block.numbers(before);
      lines += block.lines();
      before = block.last();
      at += NumberBlock.BYTES;
    }
  }

  private void passEights(byte[] text, int to, long most) {
    while (at + Long.BYTES < to && numbers + MOST_IN_EIGHT <= most) {
      long bytes = EightBytes.get(text, at);
      long feeds = EightBytes.equal(bytes, '\n');
      long separators = EightBytes.separators(bytes);
      boolean onlyFeeds = ((separators ^ feeds) | (bytes & EightBytes.TOPS)) == 0;
      if (!onlyFeeds && !isEasy(bytes, feeds, text[at + Long.BYTES])) {
        return;
      }
      numbers += Long.bitCount(EightBytes.begins(separators, before));
      lines += Long.bitCount(feeds);
      before = separators >>> (Long.SIZE - Byte.SIZE);
      at += Long.BYTES;
    }
  }

  /** Whether each line end in there is a line feed, alone or behind a carriage return. */
  private static boolean isEasy(long bytes, long feeds, byte behind) {
    if ((bytes & EightBytes.TOPS) != 0 || EightBytes.equal(bytes, '#') != 0) {
      return false;
    }
    long returns = EightBytes.equal(bytes, '\r');
    return (returns << Byte.SIZE & ~feeds) == 0 && (returns >= 0 || behind == '\n');
  }

  /** Goes back to where the last number begins: where it ends need not have been seen. */
  private int goBack(byte[] text, int from) {
    while (at > from && Separator.stands(text[at - 1])) {
      at--;
      lines -= text[at] == '\n' ? 1 : 0;
    }
    while (at > from && !Separator.stands(text[at - 1])) {
      at--;
    }
    numbers--;
    lineStart = at;
    while (lines > 0 && text[lineStart - 1] != '\n') {
      lineStart--;
    }
    return at;
  }
}
