package dev.baton.text;

/**
 * Where lines end: at a line feed, at a carriage return and line feed together, or at a carriage
 * return alone.
 */
public final class Lines {
  private Lines() {}

  /** The index of the first line feed or carriage return, or {@code to}. */
  public static int end(byte[] text, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long marks = EightBytes.ends(EightBytes.get(text, at));
      if (marks != 0) {
        return at + EightBytes.count(marks);
      }
      at += Long.BYTES;
    }
    while (at < to && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
    return at;
  }

  /** The index behind the first line feed, or -1 if there is none. */
  public static int behindFeed(byte[] text, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long marks = EightBytes.marks(EightBytes.get(text, at), '\n');
      if (marks != 0) {
        return at + EightBytes.count(marks) + 1;
      }
      at += Long.BYTES;
    }
    while (at < to) {
      if (text[at++] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Where the next line begins, behind the end of one; at most {@code to}. */
  public static int next(byte[] text, int end, int to) {
    boolean pair = end + 1 < to && text[end] == '\r' && text[end + 1] == '\n';
    return Math.min(to, end + (pair ? 2 : 1));
  }

  /**
   * The index of the first byte that is no space, tab, vertical tab or form feed, or {@code to}.
   */
  public static int passBlanks(byte[] text, int from, int to) {
    int at = from;
    while (at < to && Separator.of(text[at]) == Separator.BLANK) {
      at++;
    }
    return at;
  }
}
