package dev.baton.text;

import java.nio.ByteBuffer;

/**
 * Elements of {@code <f4}: the shortest decimal number that reads back to the same float, of those
 * the one nearest to it.
 *
 * <p>Source: R. Giulietti, "The Schubfach way to render doubles" (2022).
 */
final class FloatPrinter extends NumberPrinter {
  private static final SmallNumbers SMALL = new SmallNumbers(".0");
  private static final int FRACTION_BITS = 23;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  private static final int INFINITE = 0xFF;

  /** The exponent field of 1. */
  private static final int ONE = 127;

  /** Numbers from 1 up have one bit in front of the point, those below 1,024 up to ten. */
  private static final int SMALL_BITS = 10;

  /** What the exponent field is ahead of the exponent of a mantissa taken as a whole number. */
  private static final int BIAS = 150;

  /** Below it a subnormal has only one digit, unless it is scaled up. */
  private static final int TINY = 8;

  private static final long STICKY = (1L << 31) - 1;

  private static final int SIGN = 31;

  /** Bits behind the point where numbers are scaled so that a unit is the last digit. */
  private static final int POINT = 33;

  // By exponent field: what to multiply by, after which shift, and by which power of ten that is
  // too small.
  private static final long[] FACTORS = new long[INFINITE + 1];
  private static final byte[] SHIFTS = new byte[INFINITE + 1];
  private static final byte[] POWERS = new byte[INFINITE + 1];

  static {
    for (int field = 1; field < INFINITE; field++) {
      int power = ScaledPowers.log10OfPowerOfTwo(field - BIAS);
      POWERS[field] = (byte) power;
      FACTORS[field] = ScaledPowers.high(-power) + 1;
      SHIFTS[field] = (byte) (field - BIAS + ScaledPowers.log2OfPowerOfTen(-power) + 35);
    }
  }

  private final DecimalLayout layout;
  private final int leastToShorten;
  private final boolean scalesTiny;
  private final FloatRuns runs;

  FloatPrinter(Look look) {
    super(Float.BYTES);
    this.layout = new DecimalLayout(look);
    this.leastToShorten = look.fewestDigits == 1 ? 10 : 100;
    this.scalesTiny = look.fewestDigits > 1;
    this.runs = new FloatRuns(look);
  }

  @Override
  int printRun(ByteBuffer elements, int count, byte separator, byte[] text, int to) {
    if (count < FloatRuns.FEWEST) {
      return super.printRun(elements, count, separator, text, to);
    }
    int end = elements.position() + count * Float.BYTES;
    int last = text.length - ROOM;
    int next = printSmall(elements, end, separator, text, to);
    while (elements.position() < end && next <= last) {
      int at = elements.position();
      int run = runs.length(elements, at, (end - at) / Float.BYTES, last - next);
      next = printTogether(elements, at, run, separator, text, next);
      elements.position(at + Math.max(run, 1) * Float.BYTES);
      next = printSmall(elements, end, separator, text, next);
    }
    return next;
  }

  /** Prints numbers up to one that is not small. */
  private static int printSmall(ByteBuffer elements, int end, byte separator, byte[] text, int to) {
    int last = text.length - ROOM;
    int at = elements.position();
    int next = to;
    while (at < end && next <= last) {
      int bits = elements.getInt(at);
      if (!isSmall(bits)) {
        break;
      }
      next = SMALL.put(text, next, whole(bits));
      text[next++] = separator;
      at += Float.BYTES;
    }
    elements.position(at);
    return next;
  }

  private int printTogether(
      ByteBuffer elements, int at, int run, byte separator, byte[] text, int to) {
    if (run > 0) {
      return runs.print(elements, at, run, separator, text, to, this);
    }
    int next = print(elements, at, text, to);
    text[next] = separator;
    return next + 1;
  }

  /** Whether it is one of the whole numbers that are printed from a table. */
  static boolean isSmall(int bits) {
    int wholeBits = (bits >>> FRACTION_BITS) - ONE;
    return Integer.compareUnsigned(wholeBits, SMALL_BITS) < 0
        && bits << (Integer.SIZE - FRACTION_BITS + wholeBits) == 0
        && whole(bits) < SmallNumbers.COUNT;
  }

  /** The whole number from 1 up to below 1,024 that it is. */
  private static int whole(int bits) {
    int wholeBits = (bits >>> FRACTION_BITS) - ONE;
    return ((bits & FRACTION) | 1 << FRACTION_BITS) >>> (FRACTION_BITS - wholeBits);
  }

  @Override
  public int print(ByteBuffer elements, int at, byte[] text, int to) {
    int bits = elements.getInt(at);
    if (isSmall(bits)) {
      return SMALL.put(text, to, whole(bits));
    }
    // Overwritten if there is no sign to stay.
    text[to] = '-';
    int next = to + (bits >>> SIGN);
    int exponent = (bits >>> FRACTION_BITS) & INFINITE;
    int fraction = bits & FRACTION;
    if (exponent != 0 && exponent != INFINITE && fraction != 0) {
      return shortestUsual(text, next, exponent, fraction | 1 << FRACTION_BITS);
    }
    return printRare(text, next, bits, exponent, fraction);
  }

  private int printRare(byte[] text, int to, int bits, int exponent, int fraction) {
    if (exponent == INFINITE) {
      int start = bits < 0 ? to - 1 : to;
      return fraction == 0 ? layout.putInfinity(text, to) : layout.putNotANumber(text, start);
    }
    if ((bits << 1) == 0) {
      return SMALL.put(text, to, 0);
    }
    if (exponent == 0) {
      return scalesTiny && fraction < TINY
          ? shortest(text, to, -BIAS + 1, 10 * fraction, false, -1)
          : shortest(text, to, -BIAS + 1, fraction, false, 0);
    }
    return shortest(text, to, exponent - BIAS, 1 << FRACTION_BITS, exponent > 1, 0);
  }

  /**
   * The same as {@link #shortest} without branches, for a mantissa that has all its bits and the
   * same distance to both its neighbours. Then the interval that reads back is wider than one, so
   * that the nearest whole number always does, and narrower than ten.
   *
   * @param field the exponent field
   */
  private int shortestUsual(byte[] text, int to, int field, int mantissa) {
    long odd = mantissa & 1;
    long factor = FACTORS[field & INFINITE];
    int shift = SHIFTS[field & INFINITE];
    long value = (long) mantissa << shift;
    long half = 1L << (shift - 1);
    // Fixed point numbers of 33 bits behind the point.
    long scaled = Math.multiplyHigh(factor, value);
    long lowest = Math.multiplyHigh(factor, value - half) + odd;
    long highest = Math.multiplyHigh(factor, value + half) - odd;
    int below = (int) (scaled >>> POINT);
    // Ties go to the even number.
    int nearest = (int) ((scaled + (1L << (POINT - 1)) - 1 + (below & 1)) >>> POINT);
    int tenBelow = (int) ((below * 3_435_973_837L) >>> 35) * 10;
    long tenPoint = (long) tenBelow << POINT;
    // Sign bits as masks: all ones for what reads back.
    int belowReads = (int) ((lowest - tenPoint - 1) >> 63);
    int aboveReads = (int) ((tenPoint + (10L << POINT) - highest - 1) >> 63);
    int tenReads = belowReads ^ aboveReads;
    int ten = tenBelow + (aboveReads & 10);
    return layout.putFloat(
        text, to, (ten & tenReads) | (nearest & ~tenReads), POWERS[field & INFINITE]);
  }

  /** Prints mantissa * 2^exponent * 10^scale. */
  private int shortest(
      byte[] text, int to, int exponent, int mantissa, boolean nearerBelow, int scale) {
    // Bounds belong to the interval that reads back as this number only if its mantissa is even.
    int odd = mantissa & 1;
    long value = 4L * mantissa;
    int power =
        nearerBelow
            ? ScaledPowers.log10OfThreeQuarters(exponent)
            : ScaledPowers.log10OfPowerOfTwo(exponent);
    int shift = exponent + ScaledPowers.log2OfPowerOfTen(-power) + 33;
    long factor = ScaledPowers.high(-power) + 1;
    int scaled = product(factor, value << shift);
    int lowest = product(factor, (value - (nearerBelow ? 1 : 2)) << shift) + odd;
    int highest = product(factor, (value + 2) << shift) - odd;
    int below = scaled >> 2;
    if (below >= leastToShorten) {
      int tenBelow = below / 10 * 10;
      boolean belowReads = lowest <= tenBelow << 2;
      boolean aboveReads = (tenBelow + 10) << 2 <= highest;
      if (belowReads != aboveReads) {
        return layout.putFloat(text, to, belowReads ? tenBelow : tenBelow + 10, power + scale);
      }
    }
    boolean belowReads = lowest <= below << 2;
    boolean aboveReads = (below + 1) << 2 <= highest;
    int middle = (below << 2) + 2;
    boolean takesBelow =
        belowReads == aboveReads
            ? scaled < middle || (scaled == middle && (below & 1) == 0)
            : belowReads;
    return layout.putFloat(text, to, takesBelow ? below : below + 1, power + scale);
  }

  /** The product over 2^95, its last bit set if anything was cut off. */
  private static int product(long factor, long value) {
    long high = Math.multiplyHigh(factor, value);
    return (int) (high >>> 31 | ((high & STICKY) + STICKY) >>> 31);
  }
}
