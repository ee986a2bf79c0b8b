package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {
  private static final int SAMPLES = 300_000;
  private static final int HARD_SAMPLES = 20_000;

  private final ByteBuffer target = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
  private final NumberParser floats = NumberParser.of(Dtype.F4);
  private final NumberParser doubles = NumberParser.of(Dtype.F8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+0",
        "1",
        "-1",
        "+1",
        "007",
        "1.",
        ".5",
        "-.5",
        "1.5",
        "1e5",
        "1E5",
        "1e+5",
        "1e-5",
        "1.e5",
        ".5e-3",
        "16777217",
        "16777219",
        "33554433",
        "1e38",
        "3.4028235e38",
        "3.4028236e38",
        "3.40282357e38",
        "1e39",
        "1e400",
        "-1e400",
        "1e-400",
        "1.4e-45",
        "7e-46",
        "7.1e-46",
        "1.17549435e-38",
        "1.17549421e-38",
        "0.1",
        "123456789",
        "1234567890123456789",
        "12345678901234567890",
        "0.000000000000000000000000000001234567890123456789012345",
        "1e99999999999",
        "1e-99999999999",
        "0e99999999999",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "9007199254740993",
        "9007199254740992.999999999999999999999999",
        "12345678",
        "1234.5678",
        "12345678.",
        "1.2345678",
        "1.23456789",
        "12345678.9",
        "1234567.8901234",
        "8.5",
        "0.00000001",
        "99999999.9999999",
        "179769313486231580793728971405301199",
        "5e-324",
        "1e23",
        "8.5e22"
      })
  void shouldReadAsJavaDoes(String text) {
    checkFloat(text);
    checkDouble(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1e-",
        ".e5",
        "1..",
        "1.2.3",
        "--1",
        "+-1",
        "1-",
        "1f",
        "1d",
        "1.0F",
        "1L",
        "0x10",
        "0x1p3",
        "1_000",
        "1 2",
        " 1",
        "1 ",
        "na",
        "nano",
        "nan1",
        "in",
        "infi",
        "infinit",
        "infinityy",
        "1e5.0",
        "1e5e5",
        "\u0661",
        "1\0",
        "\0",
        "None",
        "1,5"
      })
  void shouldRefuseWhatIsNoNumber(String text) {
    assertFalse(parse(floats, text), text);
    assertFalse(parse(doubles, text), text);
    assertFalse(parse(NumberParser.of(Dtype.I8), text), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "NAN", "-nan", "+NaN"})
  void shouldReadNotANumberInAnyCase(String text) {
    assertTrue(parse(floats, text));
    assertEquals(Float.floatToRawIntBits(Float.NaN), target.getInt(0));
    assertTrue(parse(doubles, text));
    assertEquals(Double.doubleToRawLongBits(Double.NaN), target.getLong(0));
    assertFalse(parse(NumberParser.of(Dtype.I4), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"inf", "Inf", "+INF", "infinity", "Infinity", "+infinity", "-inf", "-INFINITY"})
  void shouldReadInfinityInAnyCase(String text) {
    float expected = text.startsWith("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    assertTrue(parse(floats, text));
    assertEquals(expected, target.getFloat(0));
    assertTrue(parse(doubles, text));
    assertEquals(expected, target.getDouble(0));
    assertFalse(parse(NumberParser.of(Dtype.U8), text));
  }

  @Test
  void shouldReadRandomDecimalsAsJavaDoes() {
    Samples samples = new Samples("decimals");
    for (int i = 0; i < SAMPLES; i++) {
      String text = samples.decimal();
      checkFloat(text);
      checkDouble(text);
    }
  }

  @Test
  void shouldReadRandomBitPatternsAsJavaDoes() {
    SplittableRandom random = new Samples("bit patterns").random();
    for (int i = 0; i < SAMPLES; i++) {
      float aFloat = Float.intBitsToFloat(random.nextInt());
      double aDouble = Double.longBitsToDouble(random.nextLong());
      checkFloat(Float.toString(aFloat));
      checkDouble(Double.toString(aDouble));
      checkFloat(Double.toString(aDouble));
    }
  }

  @Test
  void shouldReadNumbersBetweenTwoNeighboursAsJavaDoes() {
    Samples samples = new Samples("between neighbours");
    for (int i = 0; i < HARD_SAMPLES; i++) {
      checkFloat(samples.betweenFloats());
      checkDouble(samples.betweenDoubles());
    }
  }

  @Test
  void shouldNotRoundTwiceOnTheWayToFloat() {
    // Nearest double first, nearest float then, would give the even neighbour here.
    checkFloat("1.00000017881393432617187499");
    checkFloat("1.00000017881393432617187501");
    checkFloat("16777217.0000001");
    checkFloat("16777216.9999999");
    checkFloat("8388608.5");
    checkFloat("8388609.5");
  }

  @Test
  void shouldReadLongNumbers() {
    String many = "1".repeat(5_000) + "." + "7".repeat(5_000) + "e-4999";
    checkFloat(many);
    checkDouble(many);
    String zeros = "0." + "0".repeat(100_000) + "25e100002";
    checkFloat(zeros);
    checkDouble(zeros);
  }

  @Test
  void shouldReadWholeNumbersOfEveryWidthExactly() {
    for (Dtype.Kind kind : new Dtype.Kind[] {Dtype.Kind.SIGNED, Dtype.Kind.UNSIGNED}) {
      for (int bytes = 1; bytes <= 8; bytes *= 2) {
        checkLimits(Dtype.of(kind, bytes));
      }
    }
  }

  private void checkLimits(Dtype dtype) {
    boolean signed = dtype.kind() == Dtype.Kind.SIGNED;
    int bits = 8 * dtype.itemSize() - (signed ? 1 : 0);
    BigInteger above = BigInteger.ONE.shiftLeft(bits);
    BigInteger least = signed ? above.negate() : BigInteger.ZERO;
    BigInteger largest = above.subtract(BigInteger.ONE);
    for (BigInteger good : new BigInteger[] {least, largest, BigInteger.ZERO, BigInteger.ONE}) {
      checkInteger(dtype, good.toString(), good);
      checkInteger(dtype, good + ".000000000000000000000000000", good);
      checkInteger(dtype, good + "0e-1", good);
      checkInteger(dtype, new BigDecimal(good).movePointLeft(25).toPlainString() + "e25", good);
    }
    NumberParser parser = NumberParser.of(dtype);
    for (BigInteger bad : new BigInteger[] {least.subtract(BigInteger.ONE), above}) {
      assertFalse(parse(parser, bad.toString()), dtype + " " + bad);
      assertFalse(parse(parser, bad + ".0"), dtype + " " + bad);
      assertFalse(parse(parser, bad + "0000000000000000000000e-22"), dtype + " " + bad);
    }
    assertFalse(parse(parser, "1e30"));
    assertFalse(parse(parser, "99999999999999999999999999"));
    assertTrue(parser.expected().contains(least + " to " + largest), parser.expected());
  }

  private void checkInteger(Dtype dtype, String text, BigInteger expected) {
    assertTrue(parse(NumberParser.of(dtype), text), dtype + " " + text);
    byte[] bytes = new byte[dtype.itemSize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = target.get(bytes.length - 1 - i);
    }
    boolean signed = dtype.kind() == Dtype.Kind.SIGNED;
    assertEquals(expected, signed ? new BigInteger(bytes) : new BigInteger(1, bytes), text);
  }

  @Test
  void shouldReadWholeNumbersWrittenAsDecimals() {
    checkInteger(Dtype.I4, "1e3", BigInteger.valueOf(1_000));
    checkInteger(Dtype.I4, "3.0", BigInteger.valueOf(3));
    checkInteger(Dtype.I4, "-2.50e1", BigInteger.valueOf(-25));
    checkInteger(Dtype.I4, "0e99", BigInteger.ZERO);
    checkInteger(Dtype.U4, "-0.0", BigInteger.ZERO);
    checkInteger(Dtype.U8, "1e19", new BigInteger("10000000000000000000"));
    for (String fraction : new String[] {"3.5", "1e-1", "-0.5", "0.99999999999999999999999"}) {
      assertFalse(parse(NumberParser.of(Dtype.I4), fraction), fraction);
    }
  }

  @Test
  void shouldLeaveTargetAloneWhenRefusing() {
    for (Dtype dtype : new Dtype[] {Dtype.F4, Dtype.F8, Dtype.I1, Dtype.U8}) {
      target.putLong(0, 0x5555_5555_5555_5555L);
      assertFalse(parse(NumberParser.of(dtype), "1x"));
      assertFalse(parse(NumberParser.of(dtype), "1e"));
      assertEquals(0x5555_5555_5555_5555L, target.getLong(0));
    }
  }

  private void checkFloat(String text) {
    assertTrue(parse(floats, text), text);
    int expected = Float.floatToIntBits(Float.parseFloat(text));
    if (expected != target.getInt(0)) {
      assertEquals(Float.intBitsToFloat(expected), target.getFloat(0), text);
      assertEquals(expected, target.getInt(0), text);
    }
  }

  private void checkDouble(String text) {
    assertTrue(parse(doubles, text), text);
    long expected = Double.doubleToLongBits(Double.parseDouble(text));
    if (expected != target.getLong(0)) {
      assertEquals(Double.longBitsToDouble(expected), target.getDouble(0), text);
      assertEquals(expected, target.getLong(0), text);
    }
  }

  /** With other digits on both sides, which must not be read. */
  private boolean parse(NumberParser parser, String text) {
    byte[] bytes = ("97" + text + "53").getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 2, bytes.length - 2, target, 0);
  }
}
