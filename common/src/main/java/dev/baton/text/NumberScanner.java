package dev.baton.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads numbers in free form: separated by white space, line ends, commas or semicolons. {@code
 * docs/text-format.md} has the grammar.
 */
public final class NumberScanner implements TextScanner {
  /** A number may follow; a comma may not. */
  private static final int OPEN = 0;

  /** A number was read in this line, and no comma since. */
  private static final int BEHIND_NUMBER = 1;

  /** Inside a comment. */
  private static final int IN_COMMENT = 2;

  private static final int STATE_BITS = 2;
  private static final int IN_ANY_STATE = 3;

  /** The fast way reads this far ahead without looking where the window ends. */
  private static final int LOOK_AHEAD = 32;

  private static final int NONE = DecimalReader.NONE;

  private final NumberParser parser;
  private final ShortLines shortLines;
  private final int itemSize;

  /** Null until lines are long enough. */
  private DecimalLines decimalLines;

  private int next;
  private int at;
  private int state = OPEN;
  private long line = 1;
  private long lineStart;
  private int badFrom;
  private int badTo;

  /** A scanner at the beginning of a text. */
  public NumberScanner(NumberParser parser) {
    this.parser = parser;
    this.shortLines = new ShortLines(parser);
    this.itemSize = parser.itemSize();
  }

  @Override
  public Stop scan(byte[] text, int to, boolean last, ByteBuffer target) {
    if (target.order() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalArgumentException("target is not little-endian");
    }
    at = target.position();
    int end = target.limit() - itemSize;
    Stop stop = null;
    while (stop == null) {
      if (state != IN_COMMENT) {
        scanFast(text, to, target, end);
      }
      stop = step(text, to, last, target, end);
    }
    target.position(at);
    return stop;
  }

  /** Numbers and single separators, as long as nothing out of the ordinary comes up. */
  private void scanFast(byte[] text, int to, ByteBuffer target, int end) {
    int fastTo = to - LOOK_AHEAD;
    int from = next;
    while (from < fastTo && at <= end) {
      int after = shortNumber(text, from, target);
      if (after == NONE) {
        if (Separator.of(text[from]) == Separator.BLANK) {
          from++;
          continue;
        }
        after = parser.parseUpToSeparator(text, from, to, target, at);
        if (after == NONE || after >= to - 1) { // what follows the separator is looked at as well
          break;
        }
      }
      byte separator = text[after];
      if (separator == '\n') {
        at += itemSize;
        int length = after - from;
        from = newLine(after + 1);
        if (length <= ShortLines.MOST_DIGITS) {
          if (shortLines.likely()) {
            from = scanShortLines(text, from, fastTo, target, end);
          }
        } else if (DecimalLines.fits(length)) {
          from = scanDecimalLines(text, from, fastTo, target, end);
        }
      } else if (Separator.stands(separator)) {
        at += itemSize;
        from = passSeparator(text, after);
      } else {
        break;
      }
    }
    next = from;
  }

  private int scanShortLines(byte[] text, int from, int to, ByteBuffer target, int end) {
    int after = shortLines.scan(text, from, to, target, at, end);
    line += shortLines.lines();
    at += shortLines.lines() * itemSize;
    lineStart = after;
    return after;
  }

  private int scanDecimalLines(byte[] text, int from, int to, ByteBuffer target, int end) {
    if (decimalLines == null) {
      decimalLines = new DecimalLines(parser);
    }
    if (!decimalLines.likely()) {
      return from;
    }
    int after = decimalLines.scan(text, from, to, target, at, end);
    line += decimalLines.lines();
    at += decimalLines.lines() * itemSize;
    lineStart = after;
    return after;
  }

  /** Goes behind what follows a number, if that is a single separator. */
  private int passSeparator(byte[] text, int at) {
    byte separator = text[at];
    if (separator == ',' || separator == ';') {
      state = OPEN;
      return at + (text[at + 1] == ' ' ? 2 : 1);
    }
    if (separator == '\r' && text[at + 1] == '\n') {
      return newLine(at + 2);
    }
    state = BEHIND_NUMBER;
    return Separator.of(separator) == Separator.BLANK ? at + 1 : at;
  }

  /**
   * Reads a whole number of up to eight digits, or up to seven digits, a point and up to eight
   * more: the index of the separator that should follow, or NONE.
   *
   * <p>Where the next number begins hangs on {@code end} alone, which takes one look at 16 bytes;
   * all the rest the processor can do while it is at the next number already.
   */
  private int shortNumber(byte[] text, int from, ByteBuffer target) {
    long bytes = EightBytes.get(text, from);
    int inFirst = EightBytes.belowMinus(bytes);
    // Not the sum of both: so the second look does not wait for the first.
    int end =
        inFirst < 8
            ? from + inFirst
            : from + 8 + EightBytes.belowMinus(EightBytes.get(text, from + 8));
    int negative = EightBytes.isMinus(bytes);
    int begin = from + negative;
    long values = (bytes >>> (8 * negative)) ^ EightBytes.ZEROS;
    int count = EightBytes.count(EightBytes.notDigits(values));
    int point = begin + count;
    long digits = EightBytes.number(values, count);
    int fraction = 0;
    boolean good = count > 0;
    if (point != end) {
      fraction = end - point - 1;
      // Leading zeros are shifted in; what does not belong to the number is shifted out.
      values = (EightBytes.get(text, point + 1) ^ EightBytes.ZEROS) << (-8 * fraction);
      good =
          Integer.compareUnsigned(count - 1, 7) < 0
              && Integer.compareUnsigned(fraction - 1, 8) < 0
              && text[point] == '.'
              && EightBytes.notDigits(values) == 0;
      digits = digits * PowersOfTen.WHOLE[fraction & 15] + EightBytes.number(values);
    }
    return good && parser.putShort(target, at, negative, digits, fraction) ? end : NONE;
  }

  /** Goes on until a line or a number is passed (null), or scanning has to stop. */
  private Stop step(byte[] text, int to, boolean last, ByteBuffer target, int end) {
    while (next < to) {
      if (state == IN_COMMENT) {
        next = Lines.end(text, next, to);
        if (next == to) {
          break;
        }
        state = OPEN;
      }
      switch (Separator.of(text[next])) {
        case Separator.BLANK -> next++;
        case Separator.COMMENT -> state = IN_COMMENT;
        case Separator.COMMA -> {
          if (state == OPEN) {
            return at > end ? Stop.TARGET : bad(next, next);
          }
          state = OPEN;
          next++;
        }
        case Separator.NEWLINE -> {
          next = newLine(next + 1);
          return null;
        }
        case Separator.RETURN -> {
          if (next + 1 == to && !last) {
            return Stop.INPUT;
          }
          next = newLine(Lines.next(text, next, to));
          return null;
        }
        default -> {
          return at > end ? Stop.TARGET : number(text, to, last, target);
        }
      }
    }
    return Stop.INPUT;
  }

  private Stop number(byte[] text, int to, boolean last, ByteBuffer target) {
    int after = Separator.find(text, next, to);
    if (after == to && !last) {
      return Stop.INPUT;
    }
    if (!parser.parse(text, next, after, target, at)) {
      return bad(next, after);
    }
    at += itemSize;
    next = after;
    state = BEHIND_NUMBER;
    return null;
  }

  private Stop bad(int from, int to) {
    badFrom = from;
    badTo = to;
    return Stop.BAD;
  }

  private int newLine(int start) {
    line++;
    lineStart = start;
    state = OPEN;
    return start;
  }

  @Override
  public int next() {
    return next;
  }

  @Override
  public void shift(int by) {
    next -= by;
    lineStart -= by;
  }

  @Override
  public int badFrom() {
    return badFrom;
  }

  @Override
  public int badTo() {
    return badTo;
  }

  @Override
  public int badField() {
    return 0;
  }

  @Override
  public boolean isReadAgain() {
    return false;
  }

  @Override
  public void passBad() {
    next = badTo;
    state = BEHIND_NUMBER;
  }

  @Override
  public void replaceBad(ByteBuffer target) {
    parser.putMissing(target, target.position());
    target.position(target.position() + itemSize);
    passBad();
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public long bytesInLine(int index) {
    return index - lineStart;
  }

  @Override
  public long restart() {
    return next;
  }

  @Override
  public long restartLine() {
    return line;
  }

  /** The bytes of the line in front, and in the last two bits the state. */
  @Override
  public long part() {
    return (next - lineStart) << STATE_BITS | state;
  }

  @Override
  public void resume(int index, long line, long part) {
    this.next = index;
    this.line = line;
    this.lineStart = index - (part >> STATE_BITS);
    this.state = (int) part & IN_ANY_STATE;
  }
}
