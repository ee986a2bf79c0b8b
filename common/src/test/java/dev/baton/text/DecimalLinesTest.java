package dev.baton.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.array.Dtype;
import dev.baton.text.TextScanner.Stop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Runs of decimals, as the scanner reads them: many lines at a time. */
class DecimalLinesTest {
  /** Enough for a first try, and for the batch behind it to be in the middle. */
  private static final int RUN = 150;

  private static final int SOMEWHERE = 90;

  private final SplittableRandom random = new Samples("decimal lines").random();

  @Test
  void shouldReadEachShapeAsJavaDoes() {
    for (int whole = 0; whole <= 14; whole++) {
      for (int fraction = 0; fraction <= 10; fraction++) {
        if (whole + fraction > 0) {
          List<String> numbers = new ArrayList<>();
          for (int i = 0; i < RUN; i++) {
            numbers.add((i % 3 == 1 ? "-" : "") + digits(whole) + "." + digits(fraction));
          }
          checkRead(numbers);
        }
      }
    }
  }

  @Test
  void shouldKeepTheSignOfZero() {
    List<String> numbers = run();
    numbers.set(SOMEWHERE, "-0.000000");
    numbers.set(SOMEWHERE + 1, "0.0000000");
    checkRead(numbers);
  }

  @Test
  void shouldReadLinesAmongThemThatAreOtherwiseWritten() {
    for (String other :
        List.of("7", "-7", "1e-3", "+12.34567", "NaN", "-Infinity", "123456789012345678", ".5")) {
      List<String> numbers = run();
      numbers.set(SOMEWHERE, other);
      numbers.set(SOMEWHERE + 1, other);
      numbers.set(SOMEWHERE + 5, other);
      checkRead(numbers);
    }
  }

  /** Two line feeds in eight bytes, or in sixteen, must not make one line of two. */
  @Test
  void shouldReadLinesOfEveryLengthAmongThem() {
    for (int first = 1; first <= 18; first++) {
      for (int second = 1; second <= 18; second++) {
        for (int shift = 0; shift < Long.BYTES; shift++) {
          List<String> numbers = run();
          numbers.set(SOMEWHERE - 1, digits(1) + "." + digits(6 + shift));
          numbers.set(SOMEWHERE, digits(first));
          numbers.set(SOMEWHERE + 1, digits(second));
          checkRead(numbers);
        }
      }
    }
  }

  /** 16777217 and its like: only the decimal number's other digits, or evenness, decide. */
  @Test
  void shouldRoundHalvesBetweenFloats() {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < RUN; i++) {
      int odd = (1 << 24) + 2 * random.nextInt(1 << 23) + 1;
      String half =
          new java.math.BigDecimal(odd).divide(new java.math.BigDecimal(1 << i % 9)).toString();
      numbers.add((half.contains(".") ? half : half + ".") + digits(random.nextInt(2)));
    }
    checkRead(numbers);
  }

  /**
   * Whatever byte stands wherever in a line: that line as if it stood alone, all others as ever.
   */
  @Test
  void shouldTakeNoByteForAnother() {
    for (String number : List.of("12.345678", "-123.456789", "0.12345678")) {
      for (int place = 0; place <= number.length(); place++) {
        for (int character = 0; character < 256; character++) {
          byte[] line = (number + "\n").getBytes(ISO_8859_1);
          line[place] = (byte) character;
          checkBetweenOthers(new String(line, ISO_8859_1));
        }
      }
    }
  }

  private void checkBetweenOthers(String line) {
    byte[] text = ("1.5\n" + line + "2.5\n").getBytes(ISO_8859_1);
    NumberScanner alone = new NumberScanner(NumberParser.of(Dtype.F4));
    ByteBuffer few = target(Float.BYTES, 8);
    Stop stop = alone.scan(text, text.length, true, few);

    String run = String.join("\n", run()).concat("\n");
    byte[] all = run.concat(line).concat("2.5\n").concat(run).getBytes(ISO_8859_1);
    NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F4));
    ByteBuffer many = target(Float.BYTES, 2 * RUN + 8);

    assertEquals(stop, scanner.scan(all, all.length, true, many), line);
    int between = few.position() / Float.BYTES - 1;
    for (int i = 1; i <= between; i++) {
      int expected = few.getInt(i * Float.BYTES);
      assertEquals(expected, many.getInt((RUN - 1 + i) * Float.BYTES), line);
    }
    if (stop == Stop.BAD) {
      assertEquals((RUN + between) * Float.BYTES, many.position(), line);
      assertEquals(alone.line() + RUN - 1, scanner.line(), line);
      assertEquals(
          alone.bytesInLine(alone.badFrom()), scanner.bytesInLine(scanner.badFrom()), line);
      assertEquals(alone.badTo() - alone.badFrom(), scanner.badTo() - scanner.badFrom(), line);
    } else {
      assertEquals((2 * RUN + between) * Float.BYTES, many.position(), line);
      assertEquals(alone.line() + 2 * RUN - 1, scanner.line(), line);
    }
  }

  @Test
  void shouldStopWhereTheTargetIsFull() {
    List<String> numbers = run();
    numbers.addAll(run());
    byte[] text = String.join("\n", numbers).getBytes(ISO_8859_1);
    for (int room = 0; room < 2 * RUN; room++) {
      NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F4));
      ByteBuffer first = target(Float.BYTES, room);
      ByteBuffer rest = target(Float.BYTES, 2 * RUN - room);

      assertEquals(Stop.TARGET, scanner.scan(text, text.length, true, first));
      assertEquals(room, first.position() / Float.BYTES);
      assertEquals(Stop.INPUT, scanner.scan(text, text.length, true, rest));
      assertEquals(0, rest.remaining());
      assertEquals(2 * RUN, scanner.line());
    }
  }

  private void checkRead(List<String> numbers) {
    byte[] text = String.join("\n", numbers).getBytes(ISO_8859_1);
    ByteBuffer floats = target(Float.BYTES, numbers.size());
    ByteBuffer doubles = target(Double.BYTES, numbers.size());

    new NumberScanner(NumberParser.of(Dtype.F4)).scan(text, text.length, true, floats);
    new NumberScanner(NumberParser.of(Dtype.F8)).scan(text, text.length, true, doubles);

    for (int i = 0; i < numbers.size(); i++) {
      int single = Float.floatToIntBits(Float.parseFloat(numbers.get(i)));
      assertEquals(single, floats.getInt(i * Float.BYTES), numbers.get(i));
      long twice = Double.doubleToLongBits(Double.parseDouble(numbers.get(i)));
      assertEquals(twice, doubles.getLong(i * Double.BYTES), numbers.get(i));
    }
  }

  private List<String> run() {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < RUN; i++) {
      numbers.add(
          (random.nextBoolean() ? "-" : "") + digits(1 + random.nextInt(3)) + "." + digits(6));
    }
    return numbers;
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private static ByteBuffer target(int itemSize, int elements) {
    return ByteBuffer.allocateDirect(itemSize * elements).order(ByteOrder.LITTLE_ENDIAN);
  }
}
