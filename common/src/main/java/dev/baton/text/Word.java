package dev.baton.text;

/** What is written in letters and yet is a floating point number, in any case of letters. */
enum Word {
  NAN(Double.NaN),
  INFINITY(Double.POSITIVE_INFINITY),
  MINUS_INFINITY(Double.NEGATIVE_INFINITY);

  private static final byte[] INFINITE = {'i', 'n', 'f', 'i', 'n', 'i', 't', 'y'};
  private static final int SHORT = 3;

  final double value;

  Word(double value) {
    this.value = value;
  }

  /** The word that the bytes are, with or without a sign, or null. */
  static Word at(byte[] text, int from, int to) {
    boolean minus = from < to && text[from] == '-';
    boolean signed = minus || (from < to && text[from] == '+');
    int begin = signed ? from + 1 : from;
    int length = to - begin;
    if (length == SHORT && letter(text, begin) == 'n') {
      boolean rest = letter(text, begin + 1) == 'a' && letter(text, begin + 2) == 'n';
      return rest ? NAN : null;
    }
    if (length != SHORT && length != INFINITE.length) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      if (letter(text, begin + i) != INFINITE[i]) {
        return null;
      }
    }
    return minus ? MINUS_INFINITY : INFINITY;
  }

  private static int letter(byte[] text, int at) {
    return text[at] | 0x20;
  }
}
