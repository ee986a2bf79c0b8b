package dev.baton.text;

/**
 * Decimal numbers of up to 15 bytes, many at a time: a sign or none, digits, and a point with up to
 * eight of the digits behind it.
 *
 * <p>Every step is a loop of its own over all numbers. The compiler (C2) turns such a loop into
 * vector instructions, eight numbers at a time where the processor has 512 bits, as long as its
 * body is short; one loop for all steps stays scalar and takes as long as one number at a time
 * does.
 */
final class DecimalBatch {
  /** How many numbers at most. */
  static final int MOST = 512;

  /** The bytes of the shortest number. */
  static final int FEWEST_BYTES = 8;

  /** The bytes of the longest number. */
  static final int MOST_BYTES = 15;

  // What '-' and '.' are, exclusive-or '0'.
  private static final long MINUS = '-' ^ '0';
  private static final long POINT = '.' ^ '0';
  private static final int LAST_BYTE = 56;

  // The bytes of number i: the last eight in tails, those in front of them in heads, both with the
  // first byte lowest; from convert on its digits, in heads.
  private final long[] heads = new long[MOST];
  private final long[] tails = new long[MOST];
  private final long[] shifts = new long[MOST];
  private final long[] negatives = new long[MOST];
  private final long[] points = new long[MOST];
  private final long[] fractions = new long[MOST];
  private final long[] misfits = new long[MOST];

  /**
   * Sets the bytes of a number.
   *
   * @param first the first eight
   * @param last the last eight
   * @param length how many there are in all
   */
  void set(int i, long first, long last, int length) {
    heads[i] = first;
    tails[i] = last;
    // To multiply by, since vectors are not shifted by counts of their own. 0 for eight bytes.
    shifts[i] = 256L << (8 * (MOST_BYTES - length));
  }

  /** Sets what is none of these numbers. */
  void setMisfit(int i) {
    tails[i] = 0;
  }

  /** Works out the first {@code count} numbers. */
  void convert(int count) {
    separateHeads(heads, shifts, negatives, count);
    findPoints(tails, points, count);
    countFractions(points, fractions, count);
    dropPoints(tails, points, count);
    endHeads(heads, points, misfits, count);
    check(heads, tails, misfits, count);
    convert(heads, count);
    convert(tails, count);
    join(heads, tails, count);
  }

  /** Whether it is one of these numbers; if not, the rest of what is said of it means nothing. */
  boolean fits(int i) {
    return misfits[i] == 0;
  }

  /** 1 if a minus sign stands in front, else 0. */
  int negative(int i) {
    return (int) negatives[i];
  }

  /** All digits as one number, below 10^15. */
  long digits(int i) {
    return heads[i];
  }

  /** How many of the digits follow the point: 0 to 8. */
  int fraction(int i) {
    return (int) fractions[i];
  }

  /** Leaves the values of the digits in front of the last eight bytes, zeros in front of them. */
  private static void separateHeads(long[] heads, long[] shifts, long[] negatives, int count) {
    for (int i = 0; i < count; i++) {
      long values = heads[i] ^ EightBytes.ZEROS;
      long negative = (((values & 0xFF) ^ MINUS) - 1) >>> 63;
      negatives[i] = negative;
      heads[i] = (values ^ (MINUS & -negative)) * shifts[i];
    }
  }

  /** All bits up to the end of the point; 0 if none is there. */
  private static void findPoints(long[] tails, long[] points, int count) {
    for (int i = 0; i < count; i++) {
      long marks = EightBytes.marks(tails[i], '.');
      points[i] = (marks ^ (marks - 1)) & ((marks | -marks) >> 63);
    }
  }

  /** Without a point in the tail, all eight bytes of it are behind the point. */
  private static void countFractions(long[] points, long[] fractions, int count) {
    for (int i = 0; i < count; i++) {
      fractions[i] = EightBytes.countOdd(~points[i]);
    }
  }

  /** Moves the digits in front of the point to its place, so that seven digits are left. */
  private static void dropPoints(long[] tails, long[] points, int count) {
    for (int i = 0; i < count; i++) {
      long values = tails[i] ^ EightBytes.ZEROS;
      long point = points[i];
      tails[i] = (values & ~point) | ((values & (point >>> 8)) << 8);
    }
  }

  /** Without a point in the tail, one has to end the head: a 0 takes its place. */
  private static void endHeads(long[] heads, long[] points, long[] misfits, int count) {
    for (int i = 0; i < count; i++) {
      long lastByte = (0xFFL << LAST_BYTE) & ((points[i] & 1) - 1);
      long head = heads[i] ^ ((POINT << LAST_BYTE) & lastByte);
      heads[i] = head;
      misfits[i] = head & lastByte;
    }
  }

  private static void check(long[] heads, long[] tails, long[] misfits, int count) {
    for (int i = 0; i < count; i++) {
      misfits[i] |= EightBytes.notDigits(heads[i]) | EightBytes.notDigits(tails[i]);
    }
  }

  private static void convert(long[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = EightBytes.wideNumber(values[i]);
    }
  }

  /** By 10^7 even with eight digits in the tail: then a 0 ends the head. */
  private static void join(long[] heads, long[] tails, int count) {
    for (int i = 0; i < count; i++) {
      heads[i] = heads[i] * 10_000_000 + tails[i];
    }
  }
}
