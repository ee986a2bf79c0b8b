package dev.baton.text;

/**
 * Reads a decimal number: sign, digits with or without a point, exponent. Keeps what it found until
 * the next call, so that nothing is allocated. Used by one thread at a time.
 */
final class DecimalReader {
  /** What {@link #read} answers when no number stands there. */
  static final int NONE = -1;

  /** The most digits that always fit in 64 bits, unsigned. */
  private static final int MOST_DIGITS = 19;

  /** Larger exponents are as good as this one: no text in memory is long enough to make up. */
  private static final int LARGEST_EXPONENT = 1 << 30;

  private boolean negative;
  private long digits;
  private int exponent;
  private int unscaled;
  private boolean cut;

  // Where in the text the digits begin and end, and the point, if there is one.
  private int first;
  private int last;
  private int point;

  /** Whether a minus sign stands in front. */
  boolean negative() {
    return negative;
  }

  /** The digits as one unsigned number; the first 19 significant ones if {@link #cut}. */
  long digits() {
    return digits;
  }

  /** The power of ten that {@link #digits} are to be multiplied by. */
  int exponent() {
    return exponent;
  }

  /**
   * The power of ten that all digits in the text, taken as one whole number, are to be multiplied
   * by.
   */
  int unscaled() {
    return unscaled;
  }

  /** Whether there are more digits than {@link #digits} holds. */
  boolean cut() {
    return cut;
  }

  /** Where the digits begin in the text. */
  int first() {
    return first;
  }

  /** Where the digits end in the text. */
  int last() {
    return last;
  }

  /**
   * Reads as much as makes a number.
   *
   * @return the index behind the number's last byte, or {@link #NONE}
   */
  int read(byte[] text, int from, int to) {
    int at = from;
    negative = at < to && text[at] == '-';
    if (negative || (at < to && text[at] == '+')) {
      at++;
    }
    first = at;
    digits = 0;
    at = readDigits(text, at, to);
    int count = at - first;
    int fraction = 0;
    point = -1;
    if (at < to && text[at] == '.') {
      point = at;
      at = readDigits(text, at + 1, to);
      fraction = at - point - 1;
      count += fraction;
    }
    if (count == 0) {
      return NONE;
    }
    last = at;
    exponent = -fraction;
    cut = false;
    if (at < to && (text[at] | 0x20) == 'e') {
      at = readExponent(text, at + 1, to);
    }
    unscaled = exponent;
    if (count > MOST_DIGITS) {
      keepFirstDigits(text);
    }
    return at;
  }

  private int readDigits(byte[] text, int from, int to) {
    int at = from;
    long sum = digits;
    while (at + 8 <= to) {
      long values = EightBytes.get(text, at) ^ EightBytes.ZEROS;
      int count = EightBytes.count(EightBytes.notDigits(values));
      if (count < 8) {
        digits =
            count == 0 ? sum : sum * PowersOfTen.WHOLE[count] + EightBytes.number(values, count);
        return at + count;
      }
      sum = sum * 100_000_000 + EightBytes.number(values);
      at += 8;
    }
    for (; at < to && isDigit(text[at]); at++) {
      sum = sum * 10 + (text[at] - '0');
    }
    digits = sum;
    return at;
  }

  private int readExponent(byte[] text, int from, int to) {
    int at = from;
    boolean minus = at < to && text[at] == '-';
    if (minus || (at < to && text[at] == '+')) {
      at++;
    }
    int begin = at;
    int sum = 0;
    for (; at < to && isDigit(text[at]); at++) {
      sum = Math.min(sum, LARGEST_EXPONENT / 10 - 1) * 10 + (text[at] - '0');
    }
    exponent += minus ? -sum : sum;
    return at == begin ? NONE : at;
  }

  /** More than 19 digits: leaves out leading zeros, and what then comes behind the 19th. */
  private void keepFirstDigits(byte[] text) {
    int at = first;
    while (at < last && (text[at] == '0' || text[at] == '.')) {
      at++;
    }
    digits = 0;
    for (int count = 0; at < last && count < MOST_DIGITS; at++) {
      if (at != point) {
        digits = digits * 10 + (text[at] - '0');
        count++;
      }
    }
    int left = last - at - (point >= at ? 1 : 0);
    cut = left > 0;
    exponent += left;
  }

  static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
