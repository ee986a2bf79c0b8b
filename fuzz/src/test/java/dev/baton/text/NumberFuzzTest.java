package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.array.Dtype;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One number: the same value as Java's own readers give, or the same refusal. */
final class NumberFuzzTest {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?(\\d+))?");
  private static final Pattern WORD = Pattern.compile("([+-]?)(nan|inf|infinity)");

  /** A BigDecimal of such an exponent takes for ever to become an integer. */
  private static final int MOST_EXPONENT_DIGITS = 5;

  @FuzzTest(maxDuration = "5s")
  void shouldReadWhatParseFloatReads(byte[] text) {
    ByteBuffer target = target();
    boolean taken =
        NumberParser.of(Dtype.of(Dtype.Kind.FLOAT, 4)).parse(text, 0, text.length, target, 0);

    Optional<Float> expected = floating(text).map(Float::parseFloat);
    assertEquals(expected.isPresent(), taken, () -> written(text));
    expected.ifPresent(
        value -> assertEquals(Float.floatToIntBits(value), target.getInt(0), () -> written(text)));
  }

  @FuzzTest(maxDuration = "5s")
  void shouldReadWhatParseDoubleReads(byte[] text) {
    ByteBuffer target = target();
    boolean taken =
        NumberParser.of(Dtype.of(Dtype.Kind.FLOAT, 8)).parse(text, 0, text.length, target, 0);

    Optional<Double> expected = floating(text).map(Double::parseDouble);
    assertEquals(expected.isPresent(), taken, () -> written(text));
    expected.ifPresent(
        value ->
            assertEquals(Double.doubleToLongBits(value), target.getLong(0), () -> written(text)));
  }

  @FuzzTest(maxDuration = "5s")
  void shouldReadWholeNumbersExactlyOrNotAtAll(byte[] text) {
    Matcher decimal = DECIMAL.matcher(written(text));
    boolean isDecimal = decimal.matches();
    if (isDecimal && decimal.group(4) != null && decimal.group(4).length() > MOST_EXPONENT_DIGITS) {
      return;
    }
    for (int size = 1; size <= Long.BYTES; size *= 2) {
      check(text, isDecimal, Dtype.Kind.SIGNED, size);
      check(text, isDecimal, Dtype.Kind.UNSIGNED, size);
    }
  }

  private static void check(byte[] text, boolean isDecimal, Dtype.Kind kind, int size) {
    ByteBuffer target = target();
    boolean taken = NumberParser.of(Dtype.of(kind, size)).parse(text, 0, text.length, target, 0);

    Optional<BigInteger> expected =
        isDecimal
            ? whole(written(text)).filter(value -> fits(value, kind, size))
            : Optional.empty();
    assertEquals(expected.isPresent(), taken, () -> kind + " " + size + " " + written(text));
    long mask = size == Long.BYTES ? -1 : (1L << (8 * size)) - 1;
    expected.ifPresent(
        value -> assertEquals(value.longValue() & mask, target.getLong(0), () -> written(text)));
  }

  private static Optional<BigInteger> whole(String decimal) {
    BigDecimal value = new BigDecimal(decimal).stripTrailingZeros();
    boolean isWhole = value.signum() == 0 || value.scale() <= 0;
    boolean isShort = value.precision() - value.scale() <= 20;
    return isWhole && isShort ? Optional.of(value.toBigIntegerExact()) : Optional.empty();
  }

  private static boolean fits(BigInteger value, Dtype.Kind kind, int size) {
    return kind == Dtype.Kind.SIGNED
        ? value.bitLength() < 8 * size
        : value.signum() >= 0 && value.bitLength() <= 8 * size;
  }

  /** What Java reads instead; empty for what is no number. */
  private static Optional<String> floating(byte[] text) {
    String written = written(text);
    if (DECIMAL.matcher(written).matches()) {
      return Optional.of(written);
    }
    Matcher word = WORD.matcher(written.toLowerCase(Locale.ROOT));
    if (!word.matches()) {
      return Optional.empty();
    }
    return Optional.of(word.group(2).equals("nan") ? "NaN" : word.group(1) + "Infinity");
  }

  private static String written(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer target() {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
