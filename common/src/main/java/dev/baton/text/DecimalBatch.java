package dev.baton.text;

/**
 * Decimal numbers of 8 to 15 bytes, each a line, many at a time: a sign or none, digits, and a
 * point with up to eight of the digits behind it.
 *
 * <p>Every step is a loop of its own over all numbers. The compiler (C2) turns such a loop into
 * vector instructions, eight numbers at a time where the processor has 512 bits, as long as its
 * body is short: some ten operations, of which multiplications count for several. A longer one
 * becomes vectors of 256 bits or none, on one version of Java or another.
 */
final class DecimalBatch {
  /** How many numbers at most. */
  static final int MOST = LineEnds.MOST_WORDS;

  /** The bytes of the shortest number. */
  static final int FEWEST_BYTES = 8;

  /** The bytes of the longest number. */
  static final int MOST_BYTES = 15;

  /** So many bytes in front of a number's end are looked at, whatever they are. */
  static final int BYTES_BEFORE = 16;

  /** How many kinds of {@link #scale} there are. */
  static final int SCALES = 32;

  /** What a minus sign adds to {@link #scale}. */
  private static final int NEGATIVE = SCALES / 2;

  /** Moves the sign bit of a long there. */
  private static final int SIGN_SHIFT = Long.SIZE - 1 - 4;

  // What '-' and '.' are, exclusive-or '0'.
  private static final long MINUS = '-' ^ '0';
  private static final long POINT = '.' ^ '0';

  private static final int LAST_BYTE = 56;

  /** The bits of how much longer than the shortest a number may be. */
  private static final long LONGER = MOST_BYTES - FEWEST_BYTES;

  // The bytes of number i: the last eight in tails, the eight in front of them in heads, both with
  // the first byte lowest; from convert on its digits, in heads.
  private final long[] heads = new long[MOST];
  private final long[] tails = new long[MOST];
  private final long[] marks = new long[MOST];
  private final long[] scales = new long[MOST];
  private final long[] misfits = new long[MOST];

  /** Takes the bytes of the first lines. In front of the first one, there is a line feed. */
  void take(byte[] text, LineEnds ends, int count) {
    int before = ends.begin(0) - 1;
    for (int i = 0; i < count; i++) {
      int end = ends.end(i);
      int bytes = end - before;
      misfits[i] = bytes;
      heads[i] = EightBytes.get(text, end - BYTES_BEFORE);
      tails[i] = EightBytes.get(text, end - Long.BYTES);
      before = end;
    }
  }

  /** Works out the first {@code count} numbers. */
  void convert(int count) {
    checkLengths(misfits, count);
    findBegins(heads, marks, count);
    cutHeads(heads, marks, count);
    findSigns(heads, marks, count);
    takeSigns(heads, marks, scales, count);
    markPoints(tails, marks, count);
    findPoints(marks, count);
    countFractions(marks, scales, count);
    dropPoints(tails, marks, count);
    endHeads(heads, marks, count);
    checkHeads(heads, marks, misfits, count);
    checkDigits(heads, misfits, count);
    checkDigits(tails, misfits, count);
    convert(heads, count);
    convert(tails, count);
    join(heads, tails, count);
  }

  /** Whether it is one of these numbers; if not, the rest of what is said of it means nothing. */
  boolean fits(int i) {
    return misfits[i] == 0;
  }

  /** 0 if it is one of these numbers. */
  long misfit(int i) {
    return misfits[i];
  }

  /** All digits as one number, below 10^15. */
  long digits(int i) {
    return heads[i];
  }

  /** How many of the digits follow the point, 0 to 8, and 16 more if the number is negative. */
  int scale(int i) {
    return (int) scales[i] & (SCALES - 1);
  }

  /** 1 if a minus sign stands in front, else 0. */
  int negative(int i) {
    return scale(i) / NEGATIVE;
  }

  /** How many of the digits follow the point: 0 to 8. */
  int fraction(int i) {
    return scale(i) % NEGATIVE;
  }

  /** From the bytes from line feed to line feed, 0 where these may be a number's. */
  private static void checkLengths(long[] misfits, int count) {
    for (int i = 0; i < count; i++) {
      misfits[i] = (misfits[i] - (FEWEST_BYTES + 1)) & ~LONGER;
    }
  }

  /**
   * The lowest bit of each number's first byte, which follows the line feed in the head; 0 for one
   * of eight bytes. Should there be two line feeds, the other one is among what is kept, and no
   * digit.
   */
  private static void findBegins(long[] heads, long[] begins, int count) {
    for (int i = 0; i < count; i++) {
      long feeds = EightBytes.marks(heads[i], '\n');
      begins[i] = (feeds & -feeds) << 1;
    }
  }

  /** Leaves the values of the digits, zeros in front of them. */
  private static void cutHeads(long[] heads, long[] begins, int count) {
    for (int i = 0; i < count; i++) {
      heads[i] = (heads[i] ^ EightBytes.ZEROS) & -begins[i];
    }
  }

  /** The minus sign in its place, where there is one; else 0. */
  private static void findSigns(long[] heads, long[] begins, int count) {
    for (int i = 0; i < count; i++) {
      long begin = begins[i];
      long minus = begin * MINUS;
      long firstByte = (heads[i] ^ minus) & ((begin << Byte.SIZE) - begin);
      begins[i] = minus & ((firstByte - begin) >> (Long.SIZE - 1));
    }
  }

  private static void takeSigns(long[] heads, long[] signs, long[] scales, int count) {
    for (int i = 0; i < count; i++) {
      long sign = signs[i];
      heads[i] ^= sign;
      scales[i] = (-sign >>> SIGN_SHIFT) & NEGATIVE;
    }
  }

  private static void markPoints(long[] tails, long[] points, int count) {
    for (int i = 0; i < count; i++) {
      points[i] = EightBytes.marks(tails[i], '.');
    }
  }

  /** All bits up to the end of the point; 0 if none is there. */
  private static void findPoints(long[] points, int count) {
    for (int i = 0; i < count; i++) {
      long mark = points[i];
      points[i] = (mark ^ (mark - 1)) & ((mark | -mark) >> (Long.SIZE - 1));
    }
  }

  /** Without a point in the tail, all eight bytes of it are behind the point. */
  private static void countFractions(long[] points, long[] scales, int count) {
    for (int i = 0; i < count; i++) {
      scales[i] |= EightBytes.countOdd(~points[i]);
    }
  }

  /** Moves the digits in front of the point to its place, so that seven digits are left. */
  private static void dropPoints(long[] tails, long[] points, int count) {
    for (int i = 0; i < count; i++) {
      long values = tails[i] ^ EightBytes.ZEROS;
      tails[i] = values ^ ((values ^ (values << Byte.SIZE)) & points[i]);
    }
  }

  /** Without a point in the tail, one has to end the head: a 0 takes its place. */
  private static void endHeads(long[] heads, long[] points, int count) {
    for (int i = 0; i < count; i++) {
      heads[i] ^= (POINT << LAST_BYTE) & ((points[i] & 1) - 1);
    }
  }

  private static void checkHeads(long[] heads, long[] points, long[] misfits, int count) {
    for (int i = 0; i < count; i++) {
      misfits[i] |= heads[i] & ((points[i] & 1) - 1) & (0xFFL << LAST_BYTE);
    }
  }

  private static void checkDigits(long[] values, long[] misfits, int count) {
    for (int i = 0; i < count; i++) {
      misfits[i] |= EightBytes.notDigits(values[i]);
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
