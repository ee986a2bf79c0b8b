package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPrinterTest {
  private static final int SAMPLES = 300_000;

  /** From this version on, Java itself prints the shortest form. */
  private static final boolean JAVA_IS_SHORTEST = Runtime.version().feature() >= 19;

  private final ByteBuffer element = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] text = new byte[128];

  @ParameterizedTest
  @CsvSource({
    "0, 0.0, 0.0",
    "-0.0, -0.0, -0.0",
    "1, 1.0, 1.0",
    "-127, -127.0, -127.0",
    "999, 999.0, 999.0",
    "1000, 1000.0, 1000.0",
    "9999999, 9999999.0, 9999999.0",
    "1e7, 10000000.0, 1.0E7",
    "16777216, 16777216.0, 1.6777216E7",
    "1.5e15, 1500000000000000.0, 1.5E15",
    "1e16, 1e+16, 1.0E16",
    "2.5e16, 2.5e+16, 2.5E16",
    "1e100, 1e+100, 1.0E100",
    "0.001, 0.001, 0.001",
    "0.0001, 0.0001, 1.0E-4",
    "0.00001, 1e-05, 1.0E-5",
    "1.5e-5, 1.5e-05, 1.5E-5",
    "315.7, 315.7, 315.7",
    "-12.345678, -12.345678, -12.345678",
    "0.1, 0.1, 0.1",
    "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157E308",
    "4.9e-324, 5e-324, 4.9E-324",
    "2e-323, 2e-323, 2.0E-323",
    "9007199254740993, 9007199254740992.0, 9.007199254740992E15",
    "1234567890123456.7, 1234567890123456.8, 1.2345678901234568E15",
    "2e23, 2e+23, 2.0E23",
    "NaN, nan, NaN",
    "Infinity, inf, Infinity",
    "-Infinity, -inf, -Infinity"
  })
  void shouldPrintDoublesAsNumpyOrJavaDoes(double value, String numpy, String java) {
    element.putDouble(0, value);
    assertEquals(numpy, print(Dtype.F8, Look.NUMPY));
    assertEquals(java, print(Dtype.F8, Look.JAVA));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0, 1.0",
    "-0.0, -0.0, -0.0",
    "3.4028235e38, 3.4028235e+38, 3.4028235E38",
    "1.4e-45, 1e-45, 1.4E-45",
    "1.17549435e-38, 1.1754944e-38, 1.1754944E-38",
    "33554432, 33554432.0, 3.3554432E7",
    "1e10, 10000000000.0, 1.0E10",
    "8589934592, 8589935000.0, 8.589935E9",
    "-0.3, -0.3, -0.3",
    "0.00123, 0.00123, 0.00123",
    "NaN, nan, NaN",
    "-Infinity, -inf, -Infinity"
  })
  void shouldPrintFloatsAsNumpyOrJavaDoes(float value, String numpy, String java) {
    element.putFloat(0, value);
    assertEquals(numpy, print(Dtype.F4, Look.NUMPY));
    String shortestJava = JAVA_IS_SHORTEST ? Float.toString(value) : java;
    assertEquals(shortestJava, print(Dtype.F4, Look.JAVA));
  }

  @Test
  void shouldPrintFloatsShortestAndReadBackTheSameBits() {
    SplittableRandom random = new Samples("floats").random();
    for (int i = 0; i < SAMPLES; i++) {
      int bits = bits(random, i % 4);
      element.putInt(0, bits);
      float value = Float.intBitsToFloat(bits);
      String java = print(Dtype.F4, Look.JAVA);
      checkSame(value, Float.parseFloat(java), java);
      checkAsShort(java, Float.toString(value));
      String numpy = print(Dtype.F4, Look.NUMPY);
      if (Float.isFinite(value)) {
        checkSame(value, Float.parseFloat(numpy), numpy);
        assertTrue(digits(numpy) <= digits(java), numpy + " " + java);
      }
    }
  }

  private static int bits(SplittableRandom random, int shape) {
    return switch (shape) {
      case 0 -> random.nextInt();
      case 1 -> Float.floatToRawIntBits(random.nextInt(2_000_000) / 1_000f);
      case 2 -> (random.nextInt(255) << 23) + random.nextInt(3) - 1;
      default -> random.nextInt(1 << 23);
    };
  }

  private void checkSame(float expected, float found, String text) {
    if (Float.floatToIntBits(expected) != Float.floatToIntBits(found)) {
      assertEquals(expected, found, text);
    }
  }

  @Test
  void shouldPrintDoublesShortestAndReadBackTheSameBits() {
    SplittableRandom random = new Samples("doubles").random();
    for (int i = 0; i < SAMPLES; i++) {
      long bits = longBits(random, i % 4);
      element.putLong(0, bits);
      double value = Double.longBitsToDouble(bits);
      String java = print(Dtype.F8, Look.JAVA);
      checkSame(value, Double.parseDouble(java), java);
      checkAsShort(java, Double.toString(value));
      String numpy = print(Dtype.F8, Look.NUMPY);
      if (Double.isFinite(value)) {
        checkSame(value, Double.parseDouble(numpy), numpy);
        assertTrue(digits(numpy) <= digits(java), numpy + " " + java);
      }
    }
  }

  private static long longBits(SplittableRandom random, int shape) {
    return switch (shape) {
      case 0 -> random.nextLong();
      case 1 -> Double.doubleToRawLongBits(random.nextInt(2_000_000) / 1_000.0);
      case 2 -> ((long) random.nextInt(2_047) << 52) + random.nextInt(3) - 1;
      default -> random.nextLong(1L << 52);
    };
  }

  private void checkSame(double expected, double found, String text) {
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(found)) {
      assertEquals(expected, found, text);
    }
  }

  /** The same as Java prints; or, before Java 19, never longer. */
  private static void checkAsShort(String ours, String javas) {
    if (!ours.equals(javas)) {
      assertTrue(!JAVA_IS_SHORTEST && digits(ours) <= digits(javas), ours + " " + javas);
    }
  }

  private static int digits(String number) {
    if (number.endsWith("nan") || number.endsWith("NaN") || number.contains("nf")) {
      return 0;
    }
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  @Test
  void shouldPrintWholeNumbersOfEveryWidth() {
    SplittableRandom random = new Samples("integers").random();
    for (int i = 0; i < 200_000; i++) {
      long bits = random.nextLong() >>> random.nextInt(64);
      bits = random.nextBoolean() ? bits : -bits;
      element.putLong(0, bits);
      assertEquals(Long.toString(bits), print(Dtype.I8));
      assertEquals(Long.toUnsignedString(bits), print(Dtype.U8));
      assertEquals(Integer.toString((int) bits), print(Dtype.I4));
      assertEquals(Integer.toUnsignedString((int) bits), print(Dtype.U4));
      assertEquals(Short.toString((short) bits), print(Dtype.I2));
      assertEquals(Integer.toString((short) bits & 0xFFFF), print(Dtype.U2));
      assertEquals(Byte.toString((byte) bits), print(Dtype.I1));
      assertEquals(Integer.toString((byte) bits & 0xFF), print(Dtype.U1));
    }
  }

  @Test
  void shouldPrintLimitsOfWholeNumbers() {
    for (long bits : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 99_999_999, 100_000_000}) {
      element.putLong(0, bits);
      assertEquals(Long.toString(bits), print(Dtype.I8));
      assertEquals(Long.toUnsignedString(bits), print(Dtype.U8));
    }
  }

  @Test
  void shouldPrintAsManyAsThereIsRoomFor() {
    ByteBuffer elements = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 100; i++) {
      elements.putFloat(4 * i, i / 4f);
    }
    NumberPrinter printer = NumberPrinter.of(Dtype.F4, Look.NUMPY);
    StringBuilder all = new StringBuilder();
    while (elements.hasRemaining()) {
      int end = printer.printAll(elements, 7, (byte) ';', text, 0);
      assertTrue(end > 0);
      all.append(new String(text, 0, end, StandardCharsets.US_ASCII));
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      expected.append(i / 4f).append(';');
    }
    assertEquals(expected.toString(), all.toString());
  }

  private String print(Dtype dtype) {
    return print(dtype, Look.NUMPY);
  }

  private String print(Dtype dtype, Look look) {
    int end = NumberPrinter.of(dtype, look).print(element, 0, text, 3);
    return new String(text, 3, end - 3, StandardCharsets.US_ASCII);
  }
}
