package dev.baton.text;

/** What may stand between two numbers in free form, and what a byte means there. */
final class Separator {
  /** Part of a number, or of what should be one. */
  static final byte NONE = 0;

  /** Space, tab, vertical tab, form feed. */
  static final byte BLANK = 1;

  /** Line feed. */
  static final byte NEWLINE = 2;

  /** Carriage return: with a line feed or alone, the end of a line. */
  static final byte RETURN = 3;

  /** Comma or semicolon: exactly one between two numbers. */
  static final byte COMMA = 4;

  /** What follows is a comment, up to the end of the line. */
  static final byte COMMENT = 5;

  private static final byte[] KINDS = new byte[256];

  static {
    KINDS[' '] = BLANK;
    KINDS['\t'] = BLANK;
    KINDS[0x0B] = BLANK;
    KINDS['\f'] = BLANK;
    KINDS['\n'] = NEWLINE;
    KINDS['\r'] = RETURN;
    KINDS[','] = COMMA;
    KINDS[';'] = COMMA;
    KINDS['#'] = COMMENT;
  }

  private Separator() {}

  static byte of(byte character) {
    return KINDS[character & 0xFF];
  }

  static boolean stands(byte character) {
    return KINDS[character & 0xFF] != NONE;
  }

  /** The index of the first separator, or {@code to}. */
  static int find(byte[] text, int from, int to) {
    int at = from;
    while (at < to && !stands(text[at])) {
      at++;
    }
    return at;
  }
}
