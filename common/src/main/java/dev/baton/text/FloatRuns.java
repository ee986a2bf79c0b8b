package dev.baton.text;

import java.nio.ByteBuffer;

/**
 * Runs of floats, printed some 500 at a time: first the digits of all, then the texts. In none of
 * these steps has one number to wait for more of the one in front than where its text ends.
 */
final class FloatRuns {
  /** With fewer numbers, it takes as long as one after the other. */
  static final int FEWEST = 16;

  /** The longest text of a float: -1234567900000000.0 and a separator. */
  private static final int MOST_BYTES = 20;

  /** One number in so many is looked at; a prime, so that columns of a table are seen alike. */
  private static final int STRIDE = 31;

  /** So many in a hundred may be such as are faster by themselves. */
  private static final int MOST_OTHERS = 70;

  /** If more of them are, no run is tried for so many numbers that are not small. */
  private static final int PAUSE = 2_000;

  private final Look look;
  private FloatBatch batch;
  private int pause;

  FloatRuns(Look look) {
    this.look = look;
  }

  /**
   * How many numbers had better be printed together now: none soon after most were small whole
   * numbers, which are faster by themselves.
   *
   * @param left how many there are
   * @param room the bytes in front of the last place where a number may begin
   */
  int length(ByteBuffer elements, int at, int left, int room) {
    if (pause > 0) {
      pause--;
      return 0;
    }
    int length = Math.min(Math.min(left, FloatBatch.MOST), room / MOST_BYTES + 1);
    if (length < FEWEST) {
      return 0;
    }
    int small = 0;
    for (int i = 0; i < length; i += STRIDE) {
      small += FloatPrinter.isSmall(elements.getInt(at + i * Float.BYTES)) ? 1 : 0;
    }
    if (small * STRIDE * 100 > length * MOST_OTHERS) {
      pause = PAUSE;
      return 0;
    }
    return length;
  }

  /**
   * Prints {@code count} elements, each followed by a separator.
   *
   * @param others prints what a batch leaves out
   */
  int print(
      ByteBuffer elements,
      int at,
      int count,
      byte separator,
      byte[] text,
      int to,
      NumberPrinter others) {
    if (batch == null) {
      batch = new FloatBatch(look);
    }
    batch.convert(elements, at, count);
    return put(elements, at, count, separator, text, to, others);
  }

  private int put(
      ByteBuffer elements,
      int at,
      int count,
      byte separator,
      byte[] text,
      int to,
      NumberPrinter others) {
    FloatBatch numbers = batch;
    int left = 0;
    // A minus sign stands wherever a number begins, to be overwritten if there is none.
    long end = (long) '-' << Byte.SIZE | Byte.toUnsignedInt(separator);
    text[to] = '-';
    int next = to;
    for (int i = 0; i < count; i++) {
      int form = numbers.form(i) & FloatForms.MASK;
      long around = FloatForms.TABLE[form + FloatForms.AROUND];
      if (around == 0) {
        next = others.print(elements, at + i * Float.BYTES, text, next);
        text[next++] = separator;
        text[next] = '-';
        left++;
        continue;
      }
      long first = numbers.first(i);
      long kept = FloatForms.TABLE[form + FloatForms.KEPT];
      long moved = (first & ~kept) << FloatForms.TABLE[form + FloatForms.MOVE];
      next += numbers.negative(i);
      EightBytes.put(text, next, (first & kept) | moved | around);
      long last = numbers.last(i);
      long rest = last >>> FloatForms.TABLE[form + FloatForms.REST];
      EightBytes.put(text, next + Long.BYTES, rest | EightBytes.ZEROS);
      long printed = last | FloatForms.TABLE[form + FloatForms.LEAST];
      int zeros = Long.numberOfLeadingZeros(printed) >>> 3;
      next += (int) FloatForms.TABLE[form + FloatForms.LENGTH] - zeros;
      long shift = FloatForms.TABLE[form + FloatForms.SEPARATOR];
      EightBytes.put(text, next, FloatForms.TABLE[form + FloatForms.EXPONENT] | end << shift);
      next += (int) (shift >>> 3) + 1;
    }
    pause = left * 100 > count * MOST_OTHERS ? PAUSE : 0;
    return next;
  }
}
