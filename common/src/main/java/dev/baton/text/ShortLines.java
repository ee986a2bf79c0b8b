package dev.baton.text;

import java.nio.ByteBuffer;

/**
 * Runs of lines of nothing but one, two or three digits, two to four lines at a time. They are
 * short enough for the time to go into finding where each ends; here one comparison tells that for
 * all of eight bytes.
 */
final class ShortLines {
  /** The longest lines of interest, in digits. */
  static final int MOST_DIGITS = 3;

  /** With lines of random lengths, scans find only few, and cost more than they bring. */
  private static final int FEW_LINES = 16;

  /** For so many short lines no scan is tried then. */
  private static final int PAUSE = 100;

  // What to take away (exclusive-or) to leave the values of digits, and 0 for line feeds; and what
  // to add to that so that the top bit of every byte stays clear if it is what it should be.
  private static final long ONES = 0x0A30_0A30_0A30_0A30L;
  private static final long ONES_CHECK = 0x7F76_7F76_7F76_7F76L;
  private static final long TWOS = 0x0000_0A30_300A_3030L;
  private static final long TWOS_CHECK = 0x0000_7F76_767F_7676L;
  private static final long TWOS_TOPS = 0x0000_8080_8080_8080L;
  private static final long THREES = 0x0A30_3030_0A30_3030L;
  private static final long THREES_CHECK = 0x7F76_7676_7F76_7676L;

  private final NumberParser parser;
  private final int itemSize;
  private int lines;
  private int pause;

  ShortLines(NumberParser parser) {
    this.parser = parser;
    this.itemSize = parser.itemSize();
  }

  /** Whether a scan is worth trying: not soon after one that found next to nothing. */
  boolean likely() {
    return --pause < 0;
  }

  /** How many lines the last scan read: that many elements were written. */
  int lines() {
    return lines;
  }

  /**
   * Reads lines as long as they are short.
   *
   * @param from where a line begins
   * @param to eight more bytes can be read from any place before
   * @param at where in the target the first element goes
   * @param end where in the target the last element can go
   * @return where the first line begins that was not read
   */
  int scan(byte[] text, int from, int to, ByteBuffer target, int at, int end) {
    lines = 0;
    int start;
    int now = from;
    do {
      start = now;
      now = twos(text, now, to, target, at + lines * itemSize, end - itemSize);
      lines += (now - start) / 3;
      int threes = threes(text, now, to, target, at + lines * itemSize, end - itemSize);
      lines += (threes - now) / 4;
      now = ones(text, threes, to, target, at + lines * itemSize, end - 3 * itemSize);
      lines += (now - threes) / 2;
    } while (now > start);
    if (lines < FEW_LINES) {
      pause = PAUSE;
    }
    return now;
  }

  private int twos(byte[] text, int from, int to, ByteBuffer target, int at, int end) {
    int element = at;
    for (int line = from; line < to && element <= end; line += 6) {
      long values = EightBytes.get(text, line) ^ TWOS;
      if ((((values + TWOS_CHECK) | values) & TWOS_TOPS) != 0) {
        return line;
      }
      long numbers = (values * (10 << 8 | 1)) >>> 8;
      if (!parser.putSmall(target, element, (int) numbers & 0xFF)
          || !parser.putSmall(target, element + itemSize, (int) (numbers >>> 24) & 0xFF)) {
        return line;
      }
      element += 2 * itemSize;
    }
    return from + (element - at) / itemSize * 3;
  }

  private int threes(byte[] text, int from, int to, ByteBuffer target, int at, int end) {
    int element = at;
    for (int line = from; line < to && element <= end; line += 8) {
      long values = EightBytes.get(text, line) ^ THREES;
      if ((((values + THREES_CHECK) | values) & EightBytes.TOPS) != 0) {
        return line;
      }
      long tens = (values * (10 << 8 | 1)) >>> 8;
      int first = ((int) tens & 0xFF) * 10 + ((int) (values >>> 16) & 0xFF);
      int second = ((int) (tens >>> 32) & 0xFF) * 10 + ((int) (values >>> 48) & 0xFF);
      if (!parser.putSmall(target, element, first)
          || !parser.putSmall(target, element + itemSize, second)) {
        return line;
      }
      element += 2 * itemSize;
    }
    return from + (element - at) / itemSize * 4;
  }

  private int ones(byte[] text, int from, int to, ByteBuffer target, int at, int end) {
    int element = at;
    for (int line = from; line < to && element <= end; line += 8) {
      long values = EightBytes.get(text, line) ^ ONES;
      if ((((values + ONES_CHECK) | values) & EightBytes.TOPS) != 0) {
        return line;
      }
      for (int i = 0; i < 4; i++) {
        parser.putSmall(target, element, (int) (values >>> (16 * i)) & 0xFF);
        element += itemSize;
      }
    }
    return from + (element - at) / itemSize * 2;
  }
}
