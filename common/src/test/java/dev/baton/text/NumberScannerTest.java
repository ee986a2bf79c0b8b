package dev.baton.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.text.TextScanner.Stop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberScannerTest {
  private static final Dtype[] DTYPES = {Dtype.F4, Dtype.F8, Dtype.I4, Dtype.U1};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1\\n2\\n3\\n|1 2 3",
        "1\\n2\\n3|1 2 3",
        "1 2  3|1 2 3",
        "  1\\t2 \\f 3  \\n|1 2 3",
        "1,2,3|1 2 3",
        "1, 2 , 3|1 2 3",
        "1;2;3\\n|1 2 3",
        "1;2,3\\n4|1 2 3 4",
        "1,2,\\n3,4,\\n|1 2 3 4",
        "1,2,|1 2",
        "1\\r\\n2\\r\\n|1 2",
        "1\\r2\\r3|1 2 3",
        "\\n\\n1\\n\\n\\n2\\n\\n|1 2",
        "# one\\n1 # two\\n2#three\\n#4\\n3|1 2 3",
        "# only\\r1|1",
        "1 # , 2\\n2|1 2",
        "1,# more\\n2|1 2",
        "\\n|''",
        "\\t\\n|''",
        "#|''",
        "12 123 99 100 7 8 9|12 123 99 100 7 8 9",
      })
  void shouldReadFreeForm(String escaped, String expected) {
    String text = unescape(escaped.replace("''", ""));
    for (Dtype dtype : DTYPES) {
      assertEquals(expected.replace("''", ""), read(dtype, text), escaped);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1\\nx\\n2|2:1:x",
        "1 2 3x 4|1:5:3x",
        ",1|1:1:''",
        "1,,2|1:3:''",
        "1, ,2|1:4:''",
        "1\\n,2|2:1:''",
        "1\\r\\n2\\r\\nabc\\r\\n|3:1:abc",
        "1\\r2\\r-|3:1:-",
        "1 2\\0 3|1:3:2\\0",
        "1+2|1:1:1+2",
        "1.5.2|1:1:1.5.2",
        "1\\n\\n\\n# x\\n  1e|5:3:1e",
        "9 8 7 12-3|1:7:12-3",
        "\u00e9|1:1:\u00e9"
      })
  void shouldStopAtWhatIsNoNumber(String escaped, String place) {
    for (Dtype dtype : DTYPES) {
      String text = unescape(escaped);
      byte[] bytes = (text + " ".repeat(40)).getBytes(StandardCharsets.UTF_8);
      NumberScanner scanner = new NumberScanner(NumberParser.of(dtype));
      assertEquals(Stop.BAD, scanner.scan(bytes, bytes.length, true, target()), escaped);
      String found =
          new String(
              bytes,
              scanner.badFrom(),
              scanner.badTo() - scanner.badFrom(),
              StandardCharsets.UTF_8);
      long column = scanner.bytesInLine(scanner.badFrom()) + 1;
      String expected = unescape(place).replace("''", "");
      assertEquals(expected, scanner.line() + ":" + column + ":" + found, escaped);
      assertEquals(Stop.BAD, scanner.scan(bytes, bytes.length, true, target()), "once more");
    }
  }

  /** Found by fuzzing: some letters once passed for a minus sign. */
  @Test
  void shouldTakeNoLetterForASign() {
    for (int character = '/'; character < 0x7F; character++) {
      byte[] text = ((char) character + "7" + " 1".repeat(40)).getBytes(ISO_8859_1);
      if (Character.isDigit(character) || character == ';') {
        continue;
      }
      NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F8));

      assertEquals(
          Stop.BAD, scanner.scan(text, text.length, true, target()), "" + (char) character);
      assertEquals(0, scanner.badFrom());
      assertEquals(2, scanner.badTo());
    }
  }

  /** Found by fuzzing: a long number's separator was the window's last byte. */
  @Test
  void shouldNotLookBehindTheWindow() {
    for (char separator : new char[] {',', ';', '\r', '\n', ' '}) {
      byte[] text = ("3".repeat(40) + separator).getBytes(ISO_8859_1);
      NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F8));

      assertEquals(Stop.INPUT, scanner.scan(text, text.length, false, target()));
      assertTrue(scanner.next() <= text.length);
    }
  }

  @Test
  void shouldReadNothingFromNothing() {
    assertEquals("", read(Dtype.F4, ""));
  }

  @Test
  void shouldGoOnBehindBadText() {
    byte[] bytes = "1 x,2,,3".getBytes(StandardCharsets.US_ASCII);
    NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F4));
    ByteBuffer target = target();
    for (int i = 0; i < 2; i++) {
      assertEquals(Stop.BAD, scanner.scan(bytes, bytes.length, true, target));
      scanner.passBad();
    }
    assertEquals(Stop.INPUT, scanner.scan(bytes, bytes.length, true, target));
    assertEquals("1 2 3", values(Dtype.F4, target));
  }

  @Test
  void shouldPutNotANumberInPlaceOfBadText() {
    byte[] bytes = "1 x,2,,3".getBytes(StandardCharsets.US_ASCII);
    NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F8));
    ByteBuffer target = target();
    for (int i = 0; i < 2; i++) {
      assertEquals(Stop.BAD, scanner.scan(bytes, bytes.length, true, target));
      scanner.replaceBad(target);
    }
    assertEquals(Stop.INPUT, scanner.scan(bytes, bytes.length, true, target));
    assertEquals("1 NaN 2 NaN 3", values(Dtype.F8, target));
  }

  @Test
  void shouldCountLinesPastTenMillion() {
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      block.append(i % 1_000).append(i % 7 == 0 ? "\r\n" : "\n");
    }
    byte[] text = block.append('x').toString().getBytes(StandardCharsets.US_ASCII);
    NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F4));
    ByteBuffer target = ByteBuffer.allocateDirect(400_000).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 100; i++) {
      Stop stop = scanner.scan(text, text.length - 1, false, target.clear());
      assertEquals(Stop.INPUT, stop);
      assertEquals(100_000, target.position() / 4);
      scanner.shift(text.length - 1);
    }
    scanner.shift(1 - text.length);
    assertEquals(Stop.BAD, scanner.scan(text, text.length, true, target.clear()));
    assertEquals(10_000_001, scanner.line());
  }

  @Test
  void shouldReadTheSameWhereverTheWindowsAreSplit() {
    String text = "1.5, 2\r\n#c\r\n300;-7e2\n\n12\n34\n56\r7 8 # x\n123\n456,\n9876.54321\n1e3";
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    String whole = read(Dtype.F8, text);
    assertEquals(13, whole.split(" ").length);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        int[] ends = {first, second, bytes.length};
        assertEquals(whole, readSplit(bytes, ends), first + " " + second);
      }
    }
  }

  @Test
  void shouldResumeWhereverItStops() {
    SplittableRandom random = new Samples("resume").random();
    for (int round = 0; round < 300; round++) {
      String text = randomText(random);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      String whole = read(Dtype.F8, text);
      StringBuilder all = new StringBuilder();
      NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F8));
      Stop stop = null;
      while (stop != Stop.INPUT) {
        NumberScanner next = new NumberScanner(NumberParser.of(Dtype.F8));
        next.resume((int) scanner.restart(), scanner.restartLine(), scanner.part());
        assertEquals(scanner.bytesInLine(0), next.bytesInLine(0));
        scanner = next;
        int room = 8 * (1 + random.nextInt(9));
        ByteBuffer target = ByteBuffer.allocateDirect(room).order(ByteOrder.LITTLE_ENDIAN);
        stop = scanner.scan(bytes, bytes.length, true, target);
        all.append(' ').append(values(Dtype.F8, target));
      }
      assertEquals(whole, all.toString().trim().replaceAll(" +", " "));
      assertEquals(text.chars().filter(c -> c == '\n').count() + 1, scanner.line());
    }
  }

  @Test
  void shouldReadRandomTextAsSplittingItDoes() {
    SplittableRandom random = new Samples("free form").random();
    for (int round = 0; round < 3_000; round++) {
      String text = randomText(random);
      List<String> expected = new ArrayList<>();
      for (String line : text.split("\n", -1)) {
        for (String token : line.replaceAll("#.*", "").split("[ ,;\t\r]+", -1)) {
          if (!token.isEmpty()) {
            expected.add(string(Double.parseDouble(token)));
          }
        }
      }
      assertEquals(String.join(" ", expected), read(Dtype.F8, text), text);
    }
  }

  @Test
  void shouldReadShortDecimalsAsJavaDoes() {
    SplittableRandom random = new Samples("short decimals").random();
    StringBuilder text = new StringBuilder();
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      String whole = Long.toString(random.nextLong((long) Math.pow(10, random.nextInt(9))));
      String fraction = Long.toString(random.nextLong((long) Math.pow(10, random.nextInt(10))));
      boolean point = random.nextInt(4) != 0;
      String number = (random.nextBoolean() ? "-" : "") + whole + (point ? "." + fraction : "");
      numbers.add(number);
      text.append(number).append(random.nextInt(9) == 0 ? "," : "\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer target =
        ByteBuffer.allocateDirect(8 * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    new NumberScanner(NumberParser.of(Dtype.F4)).scan(bytes, bytes.length, true, target);
    for (int i = 0; i < numbers.size(); i++) {
      int expected = Float.floatToIntBits(Float.parseFloat(numbers.get(i)));
      assertEquals(expected, target.getInt(4 * i), numbers.get(i));
    }
    new NumberScanner(NumberParser.of(Dtype.F8)).scan(bytes, bytes.length, true, target.clear());
    for (int i = 0; i < numbers.size(); i++) {
      long expected = Double.doubleToLongBits(Double.parseDouble(numbers.get(i)));
      assertEquals(expected, target.getLong(8 * i), numbers.get(i));
    }
  }

  private static String randomText(SplittableRandom random) {
    String[] separators = {
      "\n", "\n", "\n", "\r\n", " ", ", ", ",", ";", "\t", " # no 1\n", "\n\n"
    };
    StringBuilder text = new StringBuilder();
    int digits = 1 + random.nextInt(12);
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(random.nextLong((long) Math.pow(10, digits)));
      int shape = random.nextInt(8);
      text.append(shape == 0 ? ".25" : shape == 1 ? "e2" : shape == 2 ? ".123456789" : "");
      text.append(separators[random.nextInt(separators.length)]);
      digits = random.nextInt(3) == 0 ? 1 + random.nextInt(12) : digits;
    }
    return text.toString();
  }

  private static String read(Dtype dtype, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    NumberScanner scanner = new NumberScanner(NumberParser.of(dtype));
    ByteBuffer target = target();
    assertEquals(Stop.INPUT, scanner.scan(bytes, bytes.length, true, target), text);
    assertEquals(bytes.length, scanner.next());
    return values(dtype, target);
  }

  private static String readSplit(byte[] bytes, int[] ends) {
    NumberScanner scanner = new NumberScanner(NumberParser.of(Dtype.F8));
    ByteBuffer target = target();
    for (int end : ends) {
      // What lies behind the window's end must not be looked at.
      byte[] window = bytes.clone();
      java.util.Arrays.fill(window, end, window.length, (byte) '5');
      Stop stop = scanner.scan(window, end, end == bytes.length, target);
      assertEquals(Stop.INPUT, stop);
      assertTrue(scanner.next() <= end);
    }
    return values(Dtype.F8, target);
  }

  private static ByteBuffer target() {
    return ByteBuffer.allocateDirect(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String values(Dtype dtype, ByteBuffer target) {
    List<String> values = new ArrayList<>();
    for (int at = 0; at < target.position(); at += dtype.itemSize()) {
      double value =
          switch (dtype.toString()) {
            case "<f4" -> target.getFloat(at);
            case "<f8" -> target.getDouble(at);
            case "<i4" -> target.getInt(at);
            default -> target.get(at) & 0xFF;
          };
      values.add(string(value));
    }
    return String.join(" ", values);
  }

  private static String string(double value) {
    return value == (long) value ? Long.toString((long) value) : Double.toString(value);
  }

  private static String unescape(String text) {
    return text.translateEscapes();
  }
}
