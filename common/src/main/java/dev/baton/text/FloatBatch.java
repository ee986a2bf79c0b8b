package dev.baton.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Floats, many at a time, to the digits of the shortest decimal numbers that read back to them.
 *
 * <p>Every step is a loop of its own over all numbers, which the compiler (C2) turns into vector
 * instructions: see {@link DecimalBatch}.
 *
 * <p>A float is m * 2^e, and stands for all numbers from (m - 1/2) * 2^e to (m + 1/2) * 2^e, the
 * bounds included if m is even. With the power of ten such that 1/10 &lt;= x = 2^e / 10^power &lt;
 * 1, at most one whole number lies within the bounds of m * x: those are the digits, if there is
 * one. If not, it takes a digit more: the whole number nearest to 10 * m * x, which is never out of
 * bounds, since these are at least 1 apart. Where bounds are a whole number or 10 * m * x is just
 * between two, whether m or the last digit is even decides.
 *
 * <p>m * x is worked out with {@value #POINT} bits behind the point. Let a unit be the last of
 * them: then bounds are less than 2 units wrong, and 10 * m * x less than 10 units. Of all floats
 * of this kind, those whose bounds are not whole numbers have them 122 units away from any, and
 * those whose 10 * m * x is not just between two whole numbers have it 77 units away from that. So
 * {@value #EVEN} units more or less decide each case as if there were no error.
 *
 * <p>Source: R. Giulietti, "The Schubfach way to render doubles" (2022), section 8, for why there
 * is at most one; the distances are from trying all. {@code ExactnessTest} can compare all 2^32
 * floats.
 */
final class FloatBatch {
  /** How many numbers at most. */
  static final int MOST = 512;

  private static final int FRACTION_BITS = 23;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final int FIELD = 0xFF;

  /** What the exponent field is ahead of the exponent of a mantissa taken as a whole number. */
  private static final int BIAS = 150;

  private static final int SIGN = 63;
  private static final int POINT = 39;
  private static final long BEHIND_POINT = (1L << POINT) - 1;
  private static final long HALF = 1L << (POINT - 1);
  private static final long EVEN = 32;
  private static final int HALF_WORD = 32;
  private static final long LOWER = (1L << HALF_WORD) - 1;

  /** The least number of nine digits. */
  private static final long NINE_DIGITS = 100_000_000;

  /** What a number of nine digits has its exponent ahead of its power of ten. */
  private static final int DIGITS_BEHIND = 8;

  /** By exponent field x, with 64 bits behind the point; 0 for subnormals and what is no number. */
  private static final long[] FACTORS = new long[FIELD + 1];

  static {
    for (int field = 1; field < FIELD; field++) {
      int exponent = field - BIAS;
      int power = -1 - ScaledPowers.log10OfPowerOfTwo(exponent);
      int zeros = -1 - exponent - ScaledPowers.log2OfPowerOfTen(power);
      FACTORS[field] = (PowersOfTen.high(power) >>> zeros) + 1;
    }
  }

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  // The digits end in numbers: form and sign of number i at i, the first eight digits at FIRST + i,
  // the last eight of nine at LAST + i. They are one array so that whoever puts the texts has
  // registers enough.
  private static final int FIRST = MOST;
  private static final int LAST = 2 * MOST;

  private final long firstForm;
  private final byte[] bytes = new byte[MOST * Float.BYTES];
  private final long[] bits = new long[MOST];
  private final long[] factors = new long[MOST];
  private final long[] scaled = new long[MOST];
  private final long[] numbers = new long[3 * MOST];

  FloatBatch(Look look) {
    this.firstForm = FloatForms.first(look);
  }

  /**
   * Works out {@code count} elements.
   *
   * <p>Some of the steps stand here so that the method has more than 325 bytes: then the compiler
   * leaves it by itself. Where it becomes part of whoever calls it, registers are so short there
   * that a number takes a third longer.
   */
  void convert(ByteBuffer elements, int from, int count) {
    elements.get(from, bytes, 0, count * Float.BYTES);
    for (int i = 0; i < count; i++) {
      int element = (int) INTS.get(bytes, i * Float.BYTES);
      bits[i] = element;
      factors[i] = FACTORS[(element >>> FRACTION_BITS) & FIELD];
    }
    scale(bits, factors, scaled, count);
    findShort(bits, factors, scaled, numbers, count);
    findNearest(scaled, count);
    choose(scaled, numbers, count);
    // The exponents of numbers of nine digits.
    for (int i = 0; i < count; i++) {
      long exponent = ((bits[i] >>> FRACTION_BITS) & FIELD) - BIAS;
      numbers[i] = ScaledPowers.wideLog10OfPowerOfTwo(exponent) + DIGITS_BEHIND;
    }
    lengthen(numbers, count);
    lengthen(numbers, count);
    separateFirst(numbers, count);
    toFours(numbers, count);
    toTwos(numbers, count);
    toOnes(numbers, count);
    // The forms that go with exponents.
    for (int i = 0; i < count; i++) {
      long last = numbers[LAST + i];
      numbers[FIRST + i] |= last << Byte.SIZE;
      long single = ((last - 1) >>> SIGN) * FloatForms.SINGLE;
      numbers[i] = (numbers[i] + firstForm + single) * FloatForms.WORDS;
    }
    // None for powers of two, subnormals and what is no number; but 0 has one.
    for (int i = 0; i < count; i++) {
      long number = bits[i];
      long field = (number >>> FRACTION_BITS) & FIELD;
      long out = (((number & FRACTION) - 1) ^ (field - 1)) | (FIELD - 1 - field);
      numbers[i] = (numbers[i] & ~(out >> SIGN)) | (number >>> SIGN) << HALF_WORD;
    }
  }

  /** m * x. */
  private static void scale(long[] bits, long[] factors, long[] scaled, int count) {
    for (int i = 0; i < count; i++) {
      long mantissa = (bits[i] & FRACTION) | (1L << FRACTION_BITS);
      long factor = factors[i];
      scaled[i] =
          ((mantissa * (factor >>> HALF_WORD)) << (POINT - HALF_WORD))
              + ((mantissa * (factor & LOWER)) >>> (Long.SIZE - POINT));
    }
  }

  /** The whole number within the bounds, or 0. */
  private static void findShort(
      long[] bits, long[] factors, long[] scaled, long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      long half = (factors[i] >>> (Long.SIZE - POINT + 1)) + EVEN - (bits[i] & 1) * (2 * EVEN);
      long number = scaled[i];
      long whole = (number + half) >>> POINT;
      numbers[FIRST + i] = whole & ((number - half - 1 - (whole << POINT)) >> SIGN);
    }
  }

  /** The whole number nearest to ten times m * x. */
  private static void findNearest(long[] scaled, int count) {
    for (int i = 0; i < count; i++) {
      long number = scaled[i];
      long last = (number & BEHIND_POINT) * 10;
      long odd = (last >>> POINT) & 1;
      long rounded = (last + (HALF - EVEN) + odd * (2 * EVEN)) >>> POINT;
      scaled[i] = (number >>> POINT) * 10 + rounded;
    }
  }

  /** The short one with a 0 behind it if there is one, or the nearest one. */
  private static void choose(long[] nearest, long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      long number = nearest[i];
      long whole = numbers[FIRST + i];
      numbers[FIRST + i] = number ^ ((number ^ (whole * 10)) & (-whole >> SIGN));
    }
  }

  /** Makes nine digits of eight, eight of seven. */
  private static void lengthen(long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      long number = numbers[FIRST + i];
      long less = (number - NINE_DIGITS) >> SIGN;
      numbers[FIRST + i] = number + ((number * 9) & less);
      numbers[i] += less;
    }
  }

  private static void separateFirst(long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      long number = numbers[FIRST + i];
      // A division by 10^8 for all below 2^32.
      long first = (number * 1_441_151_881L) >>> 57;
      numbers[FIRST + i] = first;
      numbers[LAST + i] = number - first * NINE_DIGITS;
    }
  }

  /** Eight digits as two numbers of four: what {@link EightBytes#values} does, in three loops. */
  private static void toFours(long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      long number = numbers[LAST + i];
      long high = (number * 3_518_437_209L) >>> 45;
      numbers[LAST + i] = high | (number - high * 10_000) << 32;
    }
  }

  private static void toTwos(long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      long fours = numbers[LAST + i];
      long high = ((fours * 10_486) >>> 20) & 0x0000_007F_0000_007FL;
      numbers[LAST + i] = (fours << 16) - high * ((100 << 16) - 1);
    }
  }

  private static void toOnes(long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      long twos = numbers[LAST + i];
      long high = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
      numbers[LAST + i] = (twos << 8) - high * ((10 << 8) - 1);
    }
  }

  /** 1 if a minus sign stands in front, else 0. */
  int negative(int i) {
    return (int) (numbers[i] >>> HALF_WORD);
  }

  /** Where its form begins in {@link FloatForms#TABLE}. */
  int form(int i) {
    return (int) numbers[i];
  }

  /** The values of the first eight digits, the first lowest. */
  long first(int i) {
    return numbers[FIRST + i];
  }

  /** The values of the last eight of nine digits. */
  long last(int i) {
    return numbers[LAST + i];
  }
}
