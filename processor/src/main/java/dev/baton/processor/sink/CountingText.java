package dev.baton.processor.sink;

import dev.baton.array.Dtype;
import dev.baton.text.NumberParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Knows the text that counts 1 to 127, a line each, round and round, and compares other text with
 * it. The text is made here by itself, not by the printer whose work it checks. Allocates nothing
 * but at the start. Used by one thread at a time.
 */
final class CountingText {
  /** The largest number; the next is 1 again. */
  static final int LARGEST = 127;

  private static final int LOW_BITS = 255;

  private final byte[] round;
  private final int[] lineStarts = new int[LARGEST];
  private final boolean whole;
  private final NumberParser parser;
  private final ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * @param dtype whose elements were printed
   * @param most the most bytes that are compared at once
   */
  CountingText(Dtype dtype, int most) {
    whole = dtype.kind() != Dtype.Kind.FLOAT;
    parser = NumberParser.of(whole ? dtype : Dtype.F8);
    StringBuilder lines = new StringBuilder();
    for (int number = 1; number <= LARGEST; number++) {
      lineStarts[number - 1] = lines.length();
      lines.append(number).append(whole ? "\n" : ".0\n");
    }
    int rounds = most / lines.length() + 2;
    round = lines.toString().repeat(rounds).getBytes(StandardCharsets.US_ASCII);
  }

  /** The number that stands at a place, from 0. */
  static int number(long index) {
    return (int) (index % LARGEST) + 1;
  }

  /**
   * How many lines of a text count on from a place.
   *
   * @param end where the text ends, behind a line feed
   * @param index the place of its first line, from 0
   */
  int matches(byte[] text, int end, long index) {
    int start = lineStarts[(int) (index % LARGEST)];
    int same = Arrays.mismatch(text, 0, end, round, start, start + end);
    if (same < 0) {
      return Integer.MAX_VALUE;
    }
    // Larger numbers count as well by their lowest bits: look at each.
    int lines = 0;
    int from = 0;
    while (from < end) {
      int to = from;
      while (text[to] != '\n') {
        to++;
      }
      if (!counts(text, from, to, number(index + lines))) {
        return lines;
      }
      from = to + 1;
      lines++;
    }
    return lines;
  }

  private boolean counts(byte[] text, int from, int to, int number) {
    if (!parser.parse(text, from, to, value, 0)) {
      return false;
    }
    if (whole) {
      return (integer() & LOW_BITS) == number;
    }
    double parsed = value.getDouble(0);
    return parsed == Math.rint(parsed) && ((long) parsed & LOW_BITS) == number;
  }

  private long integer() {
    return switch (parser.itemSize()) {
      case Byte.BYTES -> value.get(0);
      case Short.BYTES -> value.getShort(0);
      case Integer.BYTES -> value.getInt(0);
      default -> value.getLong(0);
    };
  }
}
