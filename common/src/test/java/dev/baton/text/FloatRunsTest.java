package dev.baton.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs of floats, as sinks print them: many at a time. */
class FloatRunsTest {
  /** More than a batch, so that there are whole and part-filled ones. */
  private static final int RUN = 700;

  private final SplittableRandom random = new Samples("runs of floats").random();

  @ParameterizedTest
  @EnumSource
  void shouldPrintEachShapeAsOneAfterTheOther(Look look) {
    for (int exponent = -44; exponent <= 38; exponent++) {
      List<Float> numbers = new ArrayList<>();
      for (int digits = 1; digits <= 9; digits++) {
        for (int i = 0; i < RUN / 9; i++) {
          BigDecimal number = BigDecimal.valueOf(random.nextInt((int) PowersOfTen.WHOLE[digits]));
          float value = number.scaleByPowerOfTen(exponent - digits + 1).floatValue();
          numbers.add(random.nextBoolean() ? value : -value);
        }
      }
      checkPrinted(numbers, look);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPrintPowersOfTenAndTheirNeighbours(Look look) {
    List<Float> numbers = new ArrayList<>();
    for (int exponent = -45; exponent <= 38; exponent++) {
      float power = Float.parseFloat("1e" + exponent);
      numbers.addAll(List.of(power, Math.nextUp(power), Math.nextDown(power), 9 * power));
    }
    checkPrinted(numbers, look);
  }

  @ParameterizedTest
  @EnumSource
  void shouldPrintWhateverStandsAmongThem(Look look) {
    float[] others = {
      0f,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      -Float.MAX_VALUE,
      0.5f,
      -1024,
      7,
      -7,
      12_345_678
    };
    for (float other : others) {
      for (int place : new int[] {0, 1, 511, 512, RUN - 1}) {
        List<Float> numbers = run();
        numbers.set(place, other);
        numbers.set(RUN / 2, other);
        numbers.set(RUN / 2 + 1, other);
        checkPrinted(numbers, look);
      }
    }
  }

  /**
   * From all of one kind to all of the other, so that printing goes to and fro between its ways.
   */
  @ParameterizedTest
  @EnumSource
  void shouldPrintAnyMixture(Look look) {
    float[] others = {7, 0, 0.25f, Float.MIN_VALUE, Float.NaN};
    for (int percent = 0; percent <= 100; percent += 10) {
      List<Float> numbers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        numbers.addAll(run());
      }
      for (int i = 0; i < numbers.size(); i++) {
        if (random.nextInt(100) < percent) {
          numbers.set(i, others[random.nextInt(10) < 6 ? 0 : random.nextInt(others.length)]);
        }
      }
      checkPrinted(numbers, look);
    }
  }

  @Test
  void shouldPutAnySeparator() {
    ByteBuffer elements = elements(run());
    NumberPrinter printer = NumberPrinter.of(Dtype.F4, Look.NUMPY);
    String expected = oneAfterTheOther(elements, Look.NUMPY);
    byte[] text = new byte[RUN * NumberPrinter.ROOM];
    for (int separator = 0; separator < 256; separator++) {
      elements.clear();
      int end = printer.printAll(elements, RUN, (byte) separator, text, 0);
      String printed = new String(text, 0, end, ISO_8859_1);
      assertEquals(expected.replace('\n', (char) separator), printed);
    }
  }

  @Test
  void shouldPrintAsManyAsAreAskedFor() {
    ByteBuffer elements = elements(run());
    String[] expected = oneAfterTheOther(elements, Look.JAVA).split("(?<=\n)");
    NumberPrinter printer = NumberPrinter.of(Dtype.F4, Look.JAVA);
    byte[] text = new byte[RUN * NumberPrinter.ROOM];
    for (int most = 0; most <= RUN; most++) {
      elements.clear();
      int end = printer.printAll(elements, most, (byte) '\n', text, 3);
      assertEquals(most * Float.BYTES, elements.position());
      String printed = new String(text, 3, end - 3, ISO_8859_1);
      assertEquals(String.join("", List.of(expected).subList(0, most)), printed);
    }
  }

  /** The longest texts that there are, in texts of any length. */
  @ParameterizedTest
  @EnumSource
  void shouldStopWhereTheTextIsFull(Look look) {
    List<Float> numbers = new ArrayList<>();
    for (int i = 0; i < RUN; i++) {
      numbers.add(Float.parseFloat(i % 3 == 0 ? "-1.2345679e15" : "-1.1754945e-38"));
    }
    ByteBuffer elements = elements(numbers);
    String expected = oneAfterTheOther(elements, look);
    for (int length = NumberPrinter.ROOM; length < 40 * NumberPrinter.ROOM; length++) {
      NumberPrinter printer = NumberPrinter.of(Dtype.F4, look);
      byte[] text = new byte[length];
      StringBuilder all = new StringBuilder();
      elements.clear();
      while (elements.hasRemaining()) {
        int end = printer.printAll(elements, RUN, (byte) '\n', text, 0);
        assertTrue(!elements.hasRemaining() || end > length - NumberPrinter.ROOM);
        all.append(new String(text, 0, end, ISO_8859_1));
      }
      assertEquals(expected, all.toString());
    }
  }

  private void checkPrinted(List<Float> numbers, Look look) {
    ByteBuffer elements = elements(numbers);
    byte[] text = new byte[numbers.size() * NumberPrinter.ROOM];
    NumberPrinter printer = NumberPrinter.of(Dtype.F4, look);
    int end = printer.printAll(elements, numbers.size(), (byte) '\n', text, 0);
    assertEquals(0, elements.remaining());
    elements.clear();
    assertEquals(oneAfterTheOther(elements, look), new String(text, 0, end, ISO_8859_1));
  }

  private static String oneAfterTheOther(ByteBuffer elements, Look look) {
    NumberPrinter printer = NumberPrinter.of(Dtype.F4, look);
    byte[] text = new byte[NumberPrinter.ROOM];
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < elements.limit(); at += Float.BYTES) {
      lines.append(new String(text, 0, printer.print(elements, at, text, 0), ISO_8859_1));
      lines.append('\n');
    }
    return lines.toString();
  }

  private List<Float> run() {
    List<Float> numbers = new ArrayList<>();
    for (int i = 0; i < RUN; i++) {
      numbers.add(random.nextInt(-1_000_000_000, 1_000_000_000) / 1e6f);
    }
    return numbers;
  }

  private static ByteBuffer elements(List<Float> numbers) {
    ByteBuffer elements =
        ByteBuffer.allocateDirect(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(elements::putFloat);
    return elements.flip();
  }
}
