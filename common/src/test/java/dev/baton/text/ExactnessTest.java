package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.array.Dtype;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Numbers by the million, read and printed by the ways that arrays take, against Java's own: {@code
 * -Dbaton.samples=100000000} for more of them.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS) // with many samples
final class ExactnessTest {
  private static final long SAMPLES = Long.getLong("baton.samples", 1_000_000);

  /** Of the bits of floats: odd, so that 2^32 samples are all floats. */
  private static final int ODD_STEP = 0x9E37_79B1;

  private static final int BATCH = 10_000;
  private static final boolean JAVA_IS_SHORTEST = Runtime.version().feature() >= 19;

  private final ByteBuffer elements =
      ByteBuffer.allocateDirect(BATCH * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void shouldReadLinesAsParseFloatDoes() {
    shouldReadAsParseFloatDoes("lines", ExactnessTest::number);
  }

  @Test
  void shouldReadRunsOfDecimalsAsParseFloatDoes() {
    shouldReadAsParseFloatDoes("runs of decimals", ExactnessTest::decimalInRun);
  }

  private void shouldReadAsParseFloatDoes(
      String name, BiFunction<Samples, Integer, String> number) {
    Samples samples = new Samples(name);
    NumberParser parser = NumberParser.of(Dtype.F4);
    String[] numbers = new String[BATCH];
    for (long done = 0; done < SAMPLES; done += BATCH) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < BATCH; i++) {
        numbers[i] = number.apply(samples, i);
        lines.append(numbers[i]).append('\n');
      }
      byte[] text = lines.toString().getBytes(StandardCharsets.US_ASCII);
      elements.clear();
      new NumberScanner(parser).scan(text, text.length, true, elements);
      assertEquals(0, elements.remaining());
      for (int i = 0; i < BATCH; i++) {
        int expected = Float.floatToIntBits(Float.parseFloat(numbers[i]));
        if (expected != elements.getInt(i * Float.BYTES)) {
          assertEquals(expected, elements.getInt(i * Float.BYTES), numbers[i]);
        }
      }
    }
  }

  /** Any shape, short decimals, bit patterns, subnormals, halves between neighbours. */
  private static String number(Samples samples, int index) {
    SplittableRandom random = samples.random();
    return switch (index % 16) {
      case 0, 1, 2, 3 -> samples.decimal();
      case 4, 5, 6, 7, 8 -> shortDecimal(random);
      case 9 -> samples.betweenFloats();
      case 10, 11 -> finite(random.nextInt(1 << 24) | random.nextInt(2) << 31);
      default -> finite(random.nextInt());
    };
  }

  /** Long enough to be read many at a time, halves between two floats among them. */
  private static String decimalInRun(Samples samples, int index) {
    SplittableRandom random = samples.random();
    if (index % 32 == 0) {
      return samples.decimal();
    }
    if (index % 8 == 1) {
      int odd = (1 << 24) + 2 * random.nextInt(1 << 23) + 1;
      return BigDecimal.valueOf(odd)
          .divide(BigDecimal.valueOf(1 << random.nextInt(4)))
          .setScale(3)
          .toString();
    }
    int fraction = 1 + random.nextInt(8);
    int whole = Math.max(1, 7 - fraction) + random.nextInt(3);
    long digits = random.nextLong(PowersOfTen.WHOLE[whole + fraction]);
    return (random.nextBoolean() ? "-" : "") + BigDecimal.valueOf(digits, fraction).toPlainString();
  }

  private static String shortDecimal(SplittableRandom random) {
    int fraction = random.nextInt(9);
    String digits = Integer.toString(random.nextInt(1_000_000_000)).concat("00000000");
    String whole = Integer.toString(random.nextInt((int) Math.pow(10, 1 + random.nextInt(7))));
    return (random.nextBoolean() ? "-" : "")
        + whole
        + (fraction == 0 ? "" : "." + digits.substring(0, fraction));
  }

  private static String finite(int bits) {
    float value = Float.intBitsToFloat(bits);
    return Float.toString(Float.isFinite(value) ? value : 0);
  }

  /**
   * One after the other and many at a time. Java prints the shortest form from 19 on; what an older
   * one prints is read back only.
   */
  @Test
  void shouldPrintFloatsAsToStringDoes() {
    int bits = new Samples("bit patterns").random().nextInt();
    NumberPrinter printer = NumberPrinter.of(Dtype.F4, Look.JAVA);
    byte[] text = new byte[NumberPrinter.ROOM];
    byte[] lines = new byte[BATCH * NumberPrinter.ROOM];
    for (long done = 0; done < SAMPLES; done += BATCH) {
      elements.clear();
      for (int i = 0; i < BATCH; i++) {
        elements.putInt(i * Float.BYTES, bits);
        bits += ODD_STEP;
      }
      int end = printer.printAll(elements, BATCH, (byte) '\n', lines, 0);
      assertEquals(0, elements.remaining());
      int from = 0;
      for (int i = 0; i < BATCH; i++) {
        int length = printer.print(elements, i * Float.BYTES, text, 0);
        String printed = new String(text, 0, length, StandardCharsets.US_ASCII);
        checkPrinted(elements.getFloat(i * Float.BYTES), printed);
        if (!Arrays.equals(lines, from, from + length, text, 0, length)
            || lines[from + length] != '\n') {
          String rest = new String(lines, from, end - from, StandardCharsets.US_ASCII);
          assertEquals(printed, rest.lines().findFirst().orElse(""));
        }
        from += length + 1;
      }
      assertEquals(end, from);
    }
  }

  private static void checkPrinted(float value, String printed) {
    if (JAVA_IS_SHORTEST && !printed.equals(Float.toString(value))) {
      assertEquals(Float.toString(value), printed);
    }
    int back = Float.floatToIntBits(Float.parseFloat(printed));
    if (back != Float.floatToIntBits(value)) {
      assertEquals(value, Float.parseFloat(printed), printed);
    }
  }
}
