package dev.baton.processor.sink;

import static dev.baton.processor.sink.SinkFixture.deliver;
import static dev.baton.processor.sink.SinkFixture.doubles;
import static dev.baton.processor.sink.SinkFixture.floats;
import static dev.baton.processor.sink.SinkFixture.longs;
import static dev.baton.processor.sink.SinkFixture.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Sink;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsSinkTest {
  private static final String WHO = "{\"loader\":\"load\",\"sequence\":7,\"slot\":3,";

  private static final MathContext DIGITS = new MathContext(60);

  @TempDir Path dir;

  @Test
  void shouldWriteALineForEachSlot() throws IOException {
    Path file = dir.resolve("stats.jsonl");
    try (Sink sink = open("stats:" + file, Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, 2, 3, 4));
      deliver(sink, floats(0.1f, Float.NaN, Float.POSITIVE_INFINITY, 0.1f, Float.NaN));
      deliver(sink, floats(Float.NaN, Float.NEGATIVE_INFINITY));
      deliver(sink, floats());
      assertEquals(Files.size(file), sink.position());
    }
    assertEquals(
        WHO
            + "\"count\":4,\"nan\":0,\"inf\":0,\"min\":1.0,\"max\":4.0,\"mean\":2.5,"
            + "\"std\":1.118033988749895}\n"
            + WHO
            + "\"count\":5,\"nan\":2,\"inf\":1,\"min\":0.1,\"max\":0.1,"
            + "\"mean\":0.10000000149011612,\"std\":0.0}\n"
            + WHO
            + "\"count\":2,\"nan\":1,\"inf\":1,\"min\":null,\"max\":null,\"mean\":null,"
            + "\"std\":null}\n"
            + WHO
            + "\"count\":0,\"nan\":0,\"inf\":0,\"min\":null,\"max\":null,\"mean\":null,"
            + "\"std\":null}\n",
        Files.readString(file));
  }

  @Test
  void shouldWriteLeastAndLargestIntegersExactly() throws IOException {
    assertEquals(
        "\"min\":-9223372036854775808,\"max\":9223372036854775807,\"mean\":0.0,"
            + "\"std\":9.223372036854776E18}",
        numbers(Dtype.I8, longs(Long.MIN_VALUE, Long.MAX_VALUE)));
    assertEquals(
        "\"min\":1,\"max\":18446744073709551615,\"mean\":9.223372036854776E18,"
            + "\"std\":9.223372036854776E18}",
        numbers(Dtype.U8, longs(1, -1)));
    assertEquals(
        "\"min\":255,\"max\":255,\"mean\":255.0,\"std\":0.0}",
        numbers(Dtype.U1, ByteBuffer.wrap(new byte[] {-1, -1})));
  }

  @Test
  void shouldSeeSmallDeviationsFromLargeNumbers() throws IOException {
    assertEquals(
        "\"min\":4611686018427387904,\"max\":4611686018427387906,"
            + "\"mean\":4.6116860184273879E18,\"std\":1.0}",
        numbers(Dtype.I8, longs(1L << 62, (1L << 62) + 2)));
    assertEquals(
        "\"min\":1.0E9,\"max\":1.000000002E9,\"mean\":1.000000001E9,\"std\":1.0}",
        numbers(Dtype.F8, doubles(1e9, 1e9 + 2)));
  }

  @Test
  void shouldStayInTheRangeOfDoubles() throws IOException {
    double max = Double.MAX_VALUE;
    assertTrue(numbers(Dtype.F8, doubles(max, max)).contains("\"mean\":" + max + ",\"std\":0.0"));
    assertTrue(numbers(Dtype.F8, doubles(max, -max)).contains("\"mean\":0.0,\"std\":" + max));
    assertTrue(
        numbers(Dtype.F8, doubles(3e-310, 1e-310)).contains("\"mean\":2.0E-310,\"std\":1.0E-310"));
  }

  @Test
  void shouldAgreeWithExactArithmetic() throws IOException {
    Random random = new Random(20_261_122);
    double[] scales = {1, 1e-3, 1e300, 1e-300};
    for (int round = 0; round < 12; round++) {
      double scale = scales[round % scales.length];
      double offset = random.nextInt(3) * 1e5 * scale;
      double[] values = new double[1 + random.nextInt(2500)];
      for (int i = 0; i < values.length; i++) {
        values[i] = offset + random.nextGaussian() * scale;
      }
      String line = numbers(Dtype.F8, doubles(values));
      assertClose(mean(values), number(line, "mean"), line);
      assertClose(deviation(values), number(line, "std"), line);
    }
  }

  @Test
  void shouldTakeEveryNumericDtypeAndNoRecords() throws IOException {
    for (String name : new String[] {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8"}) {
      String line = numbers(Dtype.parse(name), SinkFixture.buffer(8 * 3000));
      assertTrue(line.contains("\"mean\":0.0,\"std\":0.0"), name + ": " + line);
    }
    BatonException refused =
        assertThrows(
            BatonException.class,
            () -> open("stats:" + dir.resolve("a"), Dtype.parse("V16"), 1, 0));
    assertEquals(Reason.USAGE, refused.reason());
  }

  @Test
  void shouldEscapeWhatIsNoPlainText() throws IOException {
    Path file = dir.resolve("stats.jsonl");
    try (Sink sink = open("stats:" + file, Dtype.F4, 1, 0)) {
      sink.begin(new SinkFixture.Slot(0, "a\"\\\n\u00e9", 1, 0));
      sink.end();
    }
    assertTrue(Files.readString(file).startsWith("{\"loader\":\"a\\\"\\\\\\u000a\\u00e9\","));
  }

  @Test
  void shouldWriteToStandardOutputWithoutAFile() throws IOException {
    for (String spec : new String[] {"stats:", "stats:-"}) {
      try (Sink sink = open(spec, Dtype.F4, 1, 0)) {
        assertEquals(-1, sink.position());
      }
    }
  }

  @Test
  void shouldAllocateNothingPerWrite() throws IOException {
    try (Sink sink = open("stats:" + dir.resolve("a"), Dtype.F4, 1, 0)) {
      ByteBuffer slot = SinkFixture.buffer(40_000);
      sink.begin(new SinkFixture.Slot(0, "load", 1, 10_000));
      sink.write(slot.clear());
      assertEquals(0, SinkFixture.leastAllocated(() -> sink.write(slot.clear())));
      sink.end();
    }
  }

  @Test
  void shouldDropASlotThatWasGivenBack() throws IOException {
    Path file = dir.resolve("stats.jsonl");
    try (Sink sink = open("stats:" + file, Dtype.F4, 1, 0)) {
      SinkFixture.write(sink, floats(100));
      sink.rollback();
      deliver(sink, floats(1));
    }
    assertTrue(
        Files.readString(file).contains("\"count\":1,\"nan\":0,\"inf\":0,\"min\":1.0,\"max\":1.0"));
  }

  /** The line of one slot from "min" on. */
  private String numbers(Dtype dtype, ByteBuffer slot) throws IOException {
    Path file = dir.resolve("numbers.jsonl");
    try (Sink sink = open("stats:" + file, dtype, 1, 0)) {
      deliver(sink, slot);
    }
    String line = Files.readString(file).strip();
    return line.substring(line.indexOf("\"min\""));
  }

  private static double number(String line, String key) {
    Matcher found = Pattern.compile("\"" + key + "\":([^,}]+)").matcher(line);
    assertTrue(found.find(), line);
    return Double.parseDouble(found.group(1));
  }

  private static void assertClose(double expected, double found, String line) {
    assertEquals(expected, found, Math.abs(expected) * 1e-12, line);
  }

  private static double mean(double[] values) {
    return exactMean(values).doubleValue();
  }

  private static BigDecimal exactMean(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value), DIGITS);
    }
    return sum.divide(BigDecimal.valueOf(values.length), DIGITS);
  }

  private static double deviation(double[] values) {
    BigDecimal mean = exactMean(values);
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      BigDecimal deviation = new BigDecimal(value, DIGITS).subtract(mean, DIGITS);
      squares = squares.add(deviation.multiply(deviation, DIGITS), DIGITS);
    }
    return squares
        .divide(BigDecimal.valueOf(values.length), DIGITS)
        .sqrt(new MathContext(40))
        .doubleValue();
  }
}
