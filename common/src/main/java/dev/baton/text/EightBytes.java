package dev.baton.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of text as one {@code long}, the first byte lowest, and what can be done with all of
 * them at once.
 *
 * <p>Source: D. Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and
 * Experience 51 (2021), section 6, for reading; the same steps in reverse for writing.
 */
final class EightBytes {
  /** Eight characters '0'. */
  static final long ZEROS = 0x3030_3030_3030_3030L;

  /** The top bit of each byte. */
  static final long TOPS = 0x8080_8080_8080_8080L;

  /** Times a byte, that byte eight times. */
  private static final long EACH = 0x0101_0101_0101_0101L;

  /** Added to a byte below 0x80, sets its top bit unless the byte is below 10. */
  private static final long ABOVE_NINE = 0x7676_7676_7676_7676L;

  /** Added to a byte below 0x80, sets its top bit unless the byte is below '-'. */
  private static final long BELOW_MINUS = 0x5353_5353_5353_5353L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  static long get(byte[] text, int at) {
    return (long) LONGS.get(text, at);
  }

  static void put(byte[] text, int at, long bytes) {
    LONGS.set(text, at, bytes);
  }

  /**
   * Marks the bytes that are no digits by their top bits. Right up to the first such byte; behind
   * it, marks may be wrong if that byte is not ASCII.
   *
   * @param values the bytes, each exclusive-or '0', so that digits are 0 to 9
   */
  static long notDigits(long values) {
    return ((values + ABOVE_NINE) | values) & TOPS;
  }

  /** How many bytes lie in front of the first mark: 0 to 8. */
  static int count(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /**
   * The same for a {@code long} of marks that has one, by means that vectors have: for loops over
   * longs.
   */
  static long wideCount(long marks) {
    return countOdd(((marks & -marks) >>> 7) - 1);
  }

  /** How many of the bytes are odd. */
  static long countOdd(long bytes) {
    return ((bytes & EACH) * EACH) >>> (Long.SIZE - Byte.SIZE);
  }

  /** The bytes in front of the first mark, then those of {@code others} from there on. */
  static long join(long bytes, long marks, long others) {
    long inFront = ((marks & -marks) >>> 7) - 1;
    return others ^ ((others ^ bytes) & inFront);
  }

  /**
   * How many bytes, from the first on, are '-', '.', digits or anything else above; only right if
   * none of these is above 0x7F. White space and commas are below.
   */
  static int belowMinus(long bytes) {
    return Long.numberOfTrailingZeros(~(bytes + BELOW_MINUS) & TOPS) >>> 3;
  }

  /**
   * Marks the bytes that are this character by their top bits, whatever the other bytes are. Right
   * up to the first one.
   */
  static long marks(long bytes, char character) {
    long others = bytes ^ character * EACH;
    return (others - EACH) & ~others & TOPS;
  }

  /**
   * Marks line feeds and carriage returns by their top bits, whatever the other bytes are. Right up
   * to the first one.
   */
  static long ends(long bytes) {
    return marks(bytes, '\n') | marks(bytes, '\r');
  }

  /** 1 if the first byte is '-', else 0; no branch, since signs are often random. */
  static int isMinus(long bytes) {
    return ((((int) bytes & 0xFF) ^ '-') - 1) >>> 31;
  }

  /**
   * The number that the first {@code count} digits make.
   *
   * @param values the bytes, each exclusive-or '0'
   * @param count 1 to 8; with 0, the answer means nothing
   */
  static int number(long values, int count) {
    // A shift by 64 - 8 * count. What is shifted in are leading zeros.
    return number(values << (-8 * count));
  }

  /**
   * The number that eight digits make.
   *
   * @param values the bytes, each exclusive-or '0', all digits
   */
  static int number(long values) {
    return (int) wideNumber(values);
  }

  /** The same, for loops over longs. */
  static long wideNumber(long values) {
    long pairs = (values * (10 << 8 | 1)) >>> 8;
    long fours = ((pairs & 0x00FF_00FF_00FF_00FFL) * (100 << 16 | 1)) >>> 16;
    return ((fours & 0x0000_FFFF_0000_FFFFL) * (10_000L << 32 | 1)) >>> 32;
  }

  /**
   * The eight digits of a number, leading zeros included, as values 0 to 9.
   *
   * @param number 0 to 99,999,999
   */
  static long values(int number) {
    // Times 3518437209 / 2^45 is a division by 10,000 for all below 2^32.
    long high = (number * 3_518_437_209L) >>> 45;
    long fours = high | (number - high * 10_000) << 32;
    // Times 10486 / 2^20 is a division by 100 for all below 10,000.
    long hundreds = ((fours * 10_486) >>> 20) & 0x0000_007F_0000_007FL;
    long twos = hundreds | (fours - hundreds * 100) << 16;
    // Times 103 / 2^10 is a division by 10 for all below 100.
    long tens = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
    return tens | (twos - tens * 10) << 8;
  }
}
