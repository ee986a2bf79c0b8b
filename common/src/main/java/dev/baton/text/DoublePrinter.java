package dev.baton.text;

import java.nio.ByteBuffer;

/**
 * Elements of {@code <f8}: the shortest decimal number that reads back to the same double, of those
 * the one nearest to it.
 *
 * <p>Source: R. Giulietti, "The Schubfach way to render doubles" (2022).
 */
final class DoublePrinter extends NumberPrinter {
  private static final SmallNumbers SMALL = new SmallNumbers(".0");
  private static final int FRACTION_BITS = 52;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final int INFINITE = 0x7FF;

  /** What the exponent field is ahead of the exponent of a mantissa taken as a whole number. */
  private static final int BIAS = 1_075;

  /** Below it a subnormal has only one digit, unless it is scaled up. */
  private static final int TINY = 3;

  private static final int SIGN = 63;

  private final DecimalLayout layout;
  private final int leastToShorten;
  private final boolean scalesTiny;

  DoublePrinter(Look look) {
    super(Double.BYTES);
    this.layout = new DecimalLayout(look);
    this.leastToShorten = look.fewestDigits == 1 ? 10 : 100;
    this.scalesTiny = look.fewestDigits > 1;
  }

  @Override
  public int print(ByteBuffer elements, int at, byte[] text, int to) {
    long bits = elements.getLong(at);
    double value = Double.longBitsToDouble(bits);
    int whole = (int) value;
    if (whole == value && whole < SmallNumbers.COUNT && bits >= 0) {
      return SMALL.put(text, to, whole);
    }
    // Overwritten if there is no sign to stay.
    text[to] = '-';
    int next = to + (int) (bits >>> SIGN);
    int exponent = (int) (bits >>> FRACTION_BITS) & INFINITE;
    long fraction = bits & FRACTION;
    if (exponent != 0 && exponent != INFINITE && fraction != 0) {
      return shortestUsual(text, next, exponent - BIAS, fraction | 1L << FRACTION_BITS);
    }
    return printRare(text, next, bits, exponent, fraction);
  }

  private int printRare(byte[] text, int to, long bits, int exponent, long fraction) {
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
    return shortest(text, to, exponent - BIAS, 1L << FRACTION_BITS, exponent > 1, 0);
  }

  /**
   * The same as {@link #shortest} without branches, for a mantissa that has all its bits and the
   * same distance to both its neighbours. Then the interval that reads back is wider than one, so
   * that the nearest whole number always does, and narrower than ten.
   */
  private int shortestUsual(byte[] text, int to, int exponent, long mantissa) {
    long odd = mantissa & 1;
    long value = 4 * mantissa;
    int power = ScaledPowers.log10OfPowerOfTwo(exponent);
    int shift = exponent + ScaledPowers.log2OfPowerOfTen(-power) + 2;
    long high = ScaledPowers.high(-power);
    long low = ScaledPowers.low(-power);
    long scaled = product(high, low, value << shift);
    long lowest = product(high, low, (value - 2) << shift) + odd;
    long highest = product(high, low, (value + 2) << shift) - odd;
    long below = scaled >> 2;
    // The last two bits are what is cut off, in quarters; ties go to the even number.
    long nearest = (scaled + 1 + (below & 1)) >> 2;
    long tenBelow = below / 10 * 10;
    // Sign bits as masks: all ones for what reads back.
    long belowReads = (lowest - (tenBelow << 2) - 1) >> SIGN;
    long aboveReads = (((tenBelow + 10) << 2) - highest - 1) >> SIGN;
    long tenReads = belowReads ^ aboveReads;
    long ten = tenBelow + (aboveReads & 10);
    return layout.putDouble(text, to, (ten & tenReads) | (nearest & ~tenReads), power);
  }

  /** Prints mantissa * 2^exponent * 10^scale. */
  private int shortest(
      byte[] text, int to, int exponent, long mantissa, boolean nearerBelow, int scale) {
    // Bounds belong to the interval that reads back as this number only if its mantissa is even.
    long odd = mantissa & 1;
    long value = 4 * mantissa;
    int power =
        nearerBelow
            ? ScaledPowers.log10OfThreeQuarters(exponent)
            : ScaledPowers.log10OfPowerOfTwo(exponent);
    int shift = exponent + ScaledPowers.log2OfPowerOfTen(-power) + 2;
    long high = ScaledPowers.high(-power);
    long low = ScaledPowers.low(-power);
    long scaled = product(high, low, value << shift);
    long lowest = product(high, low, (value - (nearerBelow ? 1 : 2)) << shift) + odd;
    long highest = product(high, low, (value + 2) << shift) - odd;
    long below = scaled >> 2;
    if (below >= leastToShorten) {
      long tenBelow = below / 10 * 10;
      boolean belowReads = lowest <= tenBelow << 2;
      boolean aboveReads = (tenBelow + 10) << 2 <= highest;
      if (belowReads != aboveReads) {
        return layout.putDouble(text, to, belowReads ? tenBelow : tenBelow + 10, power + scale);
      }
    }
    boolean belowReads = lowest <= below << 2;
    boolean aboveReads = (below + 1) << 2 <= highest;
    long middle = (below << 2) + 2;
    boolean takesBelow =
        belowReads == aboveReads
            ? scaled < middle || (scaled == middle && (below & 1) == 0)
            : belowReads;
    return layout.putDouble(text, to, takesBelow ? below : below + 1, power + scale);
  }

  /** The product over 2^127, its last bit set if anything was cut off. */
  private static long product(long high, long low, long value) {
    long carry = Math.multiplyHigh(low, value);
    long middle = high * value;
    long upper = Math.multiplyHigh(high, value);
    long rest = (middle >>> 1) + carry;
    long whole = upper + (rest >>> 63);
    return whole | ((rest & Long.MAX_VALUE) + Long.MAX_VALUE) >>> 63;
  }
}
