package dev.baton.text;

/**
 * What the texts of floats look like, by the exponent of the first digit: which digits stand in
 * front of the point, how far the others move, and what stands around them. So a text is made by
 * the same few steps, whatever it looks like: {@code -12.5}, {@code 0.00125} or {@code 1.25E-17}.
 */
final class FloatForms {
  /** How many words of {@link #TABLE} a form has. */
  static final int WORDS = 8;

  /** What to add to a form for a number that has a single digit. */
  static final int SINGLE = 1 << 7;

  // The words of a form.

  /** Mask of those of the first eight digits that stay where they are, in front of the point. */
  static final int KEPT = 0;

  /** By how many bits the other digits move back. */
  static final int MOVE = 1;

  /** The first eight bytes without their digits: 0x30 for each, zeros, the point; never 0. */
  static final int AROUND = 2;

  /** By how many bits the last eight digits move forward to make the second eight bytes. */
  static final int REST = 3;

  /** A bit in that one of the last eight digits that is printed even if it is 0. */
  static final int LEAST = 4;

  /** The length with all nine digits, without an exponent. */
  static final int LENGTH = 5;

  /** The exponent as it is printed, if any. */
  static final int EXPONENT = 6;

  /** Where behind the digits the separator follows, in bits. */
  static final int SEPARATOR = 7;

  private static final int LEAST_EXPONENT = -38;
  private static final int GREATEST_EXPONENT = 38;

  /** The exponent under which 0 stands: what a batch finds for it. */
  private static final int ZERO_EXPONENT = LEAST_EXPONENT - 2;

  /** Numbers with more digits in front of the point have no form. */
  private static final int MOST_IN_FRONT = 7;

  private static final int DIGITS = 9;
  private static final int FORMS = 2 * SINGLE;
  private static final long ONE_BYTE = 0xFF;
  private static final long POINT = '.' ^ '0';

  /**
   * The words of all forms, of either look. Those of the first one are 0: it is for what has none.
   */
  static final long[] TABLE = new long[2 * FORMS * WORDS];

  /** Where a form begins in the table is the same with this mask, and needs no check then. */
  static final int MASK = TABLE.length - WORDS;

  static {
    for (Look look : Look.values()) {
      for (int exponent = LEAST_EXPONENT; exponent <= GREATEST_EXPONENT; exponent++) {
        for (int single = 0; single <= SINGLE; single += SINGLE) {
          int form = (first(look) + exponent + single) * WORDS;
          if (exponent < look.plainFrom || exponent >= look.plainTo) {
            putScientific(form, look, exponent, single != 0);
          } else if (exponent < 0) {
            put(form, 0, 1 - exponent, 1);
          } else if (exponent < MOST_IN_FRONT) {
            putPlain(form, exponent);
          }
        }
      }
      putPlain((first(look) + ZERO_EXPONENT + SINGLE) * WORDS, 0);
    }
  }

  private FloatForms() {}

  /** The form of exponent 0. */
  static int first(Look look) {
    return (look == Look.JAVA ? FORMS : 0) + 1 - ZERO_EXPONENT;
  }

  private static void putPlain(int form, int exponent) {
    put(form, (1L << (Byte.SIZE * (exponent + 1))) - 1, 1, exponent + 1);
    TABLE[form + LEAST] = 1L << (Byte.SIZE * exponent);
  }

  private static void putScientific(int form, Look look, int exponent, boolean single) {
    put(form, ONE_BYTE, 1, 1);
    String text = exponentText(look, exponent);
    for (int i = 0; i < text.length(); i++) {
      TABLE[form + EXPONENT] |= (long) text.charAt(i) << (Byte.SIZE * i);
    }
    TABLE[form + SEPARATOR] = (long) Byte.SIZE * text.length();
    if (look == Look.JAVA) {
      TABLE[form + LEAST] = 1;
    } else if (single) {
      // The exponent takes the place of the point.
      TABLE[form + LENGTH]--;
    }
  }

  private static String exponentText(Look look, int exponent) {
    if (look == Look.JAVA) {
      return "E" + exponent;
    }
    int magnitude = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + magnitude / 10 + magnitude % 10;
  }

  private static void put(int form, long kept, long move, int point) {
    TABLE[form + KEPT] = kept;
    TABLE[form + MOVE] = Byte.SIZE * move;
    TABLE[form + AROUND] = EightBytes.ZEROS ^ (POINT << (Byte.SIZE * point));
    TABLE[form + REST] = Byte.SIZE * (Long.BYTES - 1 - move);
    TABLE[form + LENGTH] = DIGITS + move;
  }
}
