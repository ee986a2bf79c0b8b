package dev.baton.text;

import java.nio.charset.StandardCharsets;

/** Lays the digits of a number out as text: where the point goes, and whether with an exponent. */
final class DecimalLayout {
  private static final int DOUBLE_DIGITS = 17;
  private static final int FLOAT_DIGITS = 9;
  private static final int EIGHT_DIGITS = 100_000_000;

  /** "0.000000" */
  private static final long ZERO_POINT = 0x3030_3030_3030_2E30L;

  private final Look look;
  private final byte[] notANumber;
  private final byte[] infinity;

  DecimalLayout(Look look) {
    this.look = look;
    boolean java = look == Look.JAVA;
    this.notANumber = ascii(java ? "NaN" : "nan");
    this.infinity = ascii(java ? "Infinity" : "inf");
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  int putNotANumber(byte[] text, int to) {
    return putWord(text, to, notANumber);
  }

  int putInfinity(byte[] text, int to) {
    return putWord(text, to, infinity);
  }

  private static int putWord(byte[] text, int to, byte[] word) {
    System.arraycopy(word, 0, text, to, word.length);
    return to + word.length;
  }

  /**
   * Lays out digits * 10^power.
   *
   * @param digits 1 to 999,999,999; trailing zeros are left out
   */
  int putFloat(byte[] text, int to, int digits, int power) {
    int length = Digits.count(digits);
    int exponent = power + length - 1;
    int all = digits * (int) PowersOfTen.WHOLE[FLOAT_DIGITS - length];
    // Nine digits in threes. The factors are 2^50 / 10^6 and 2^33 / 10^3, rounded up.
    int high = (int) ((all * 1_125_899_907L) >>> 50);
    int rest = all - high * 1_000_000;
    int middle = (int) ((rest * 8_589_935L) >>> 33);
    long first = Digits.three(high) | Digits.three(middle) << 24;
    long last = Digits.three(rest - middle * 1_000);
    long behindFirst = first >>> 8 | last << 40;
    int count = FLOAT_DIGITS - (Long.numberOfLeadingZeros(behindFirst) >>> 3);
    if (exponent < look.plainFrom || exponent >= Math.min(look.plainTo, 7)) {
      return put(text, to, first | last << 48, last >>> 16, 0, count, exponent);
    }
    if (exponent < 0) {
      int start = to + 1 - exponent;
      EightBytes.put(text, to, ZERO_POINT);
      text[start] = (byte) (first | '0');
      EightBytes.put(text, start + 1, behindFirst | EightBytes.ZEROS);
      return start + count;
    }
    int point = to + 1 + exponent;
    EightBytes.put(text, to, first | last << 48 | EightBytes.ZEROS);
    EightBytes.put(text, point + 1, behindFirst >>> (8 * exponent) | EightBytes.ZEROS);
    text[point] = '.';
    return point + 1 + Math.max(1, count - exponent - 1);
  }

  /**
   * Lays out digits * 10^power.
   *
   * @param digits 1 to 17 digits; trailing zeros are left out
   */
  int putDouble(byte[] text, int to, long digits, int power) {
    int length = Digits.count(digits);
    long all = digits * PowersOfTen.WHOLE[DOUBLE_DIGITS - length];
    long high = all / EIGHT_DIGITS;
    int first = (int) (high / EIGHT_DIGITS);
    long middle = EightBytes.values((int) (high - (long) first * EIGHT_DIGITS));
    long last = EightBytes.values((int) (all - high * EIGHT_DIGITS));
    int count =
        last != 0
            ? 17 - (Long.numberOfLeadingZeros(last) >>> 3)
            : 9 - (Long.numberOfLeadingZeros(middle) >>> 3);
    long second = middle >>> 56 | last << 8;
    return put(text, to, first | middle << 8, second, last >>> 56, count, power + length - 1);
  }

  /**
   * @param a the values of the first eight digits
   * @param b the values of the next eight
   * @param c the value of the 17th
   * @param count how many digits there are, up to the last that is not 0
   * @param exponent the power of ten that the first digit stands for
   */
  private int put(byte[] text, int to, long a, long b, long c, int count, int exponent) {
    if (exponent < look.plainFrom || exponent >= look.plainTo) {
      putDigits(text, to + 1, a, b, c);
      return putScientific(text, to, count, exponent);
    }
    if (exponent < 0) {
      EightBytes.put(text, to, ZERO_POINT);
      putDigits(text, to + 1 - exponent, a, b, c);
      return to + 1 - exponent + count;
    }
    putDigits(text, to, a, b, c);
    int point = to + 1 + exponent;
    if (exponent < 7) {
      int in = 8 * (exponent + 1);
      EightBytes.put(text, point + 1, (a >>> in | b << (64 - in)) | EightBytes.ZEROS);
      EightBytes.put(text, point + 9, (b >>> in | c << (64 - in)) | EightBytes.ZEROS);
    } else {
      System.arraycopy(text, point, text, point + 1, 17 - exponent);
    }
    text[point] = '.';
    return point + 1 + Math.max(1, count - exponent - 1);
  }

  /** Puts all 17 digits; 24 bytes are overwritten. */
  private static void putDigits(byte[] text, int to, long a, long b, long c) {
    EightBytes.put(text, to, a | EightBytes.ZEROS);
    EightBytes.put(text, to + 8, b | EightBytes.ZEROS);
    EightBytes.put(text, to + 16, c | EightBytes.ZEROS);
  }

  /** Completes what has its digits at {@code to + 1} already. */
  private int putScientific(byte[] text, int to, int count, int exponent) {
    boolean java = look == Look.JAVA;
    text[to] = text[to + 1];
    text[to + 1] = '.';
    int next = to + 1;
    if (count > 1 || java) {
      next = to + 2 + Math.max(1, count - 1);
    }
    text[next++] = (byte) (java ? 'E' : 'e');
    if (exponent < 0 || !java) {
      text[next++] = (byte) (exponent < 0 ? '-' : '+');
    }
    int magnitude = Math.abs(exponent);
    if (magnitude < 10 && !java) {
      text[next++] = '0';
    }
    return IntegerPrinter.putFirst(text, next, magnitude);
  }
}
