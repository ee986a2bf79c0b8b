package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.array.Dtype;
import dev.baton.text.TextScanner.Stop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowScannerTest {
  private static final Delimiter COMMA = new Delimiter((byte) ',', false);
  private static final Delimiter TAB = new Delimiter((byte) '\t', false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,1,2\\nb,3,4\\n|1 2 3 4",
        "a,1,2\\nb,3,4|1 2 3 4",
        "a, 1 ,\\t2\\r\\nb,3,4\\r\\n|1 2 3 4",
        "a,1,2\\rb,3,4\\r|1 2 3 4",
        "\\n# a,b,c\\na,1,2\\n   \\nb,3,4,5,6\\n\\n|1 2 3 4",
        "\"a,b\",1,2\\n\"c\"\"d,\",\"3\",\"4\"\\n|1 2 3 4",
        "#5,1,2\\n\" #5\",1,2|1 2",
        "a#,1,2|1 2",
        ",1,2|1 2",
      })
  void shouldReadChosenColumns(String escaped, String expected) {
    assertEquals(expected, read(COMMA, escaped.translateEscapes(), 2, 3), escaped);
  }

  @Test
  void shouldGiveColumnsInTheOrderAskedFor() {
    assertEquals("3 1 3 30 10 30", read(COMMA, "1,2,3\n10,20,30", 3, 1, 3));
  }

  @Test
  void shouldReadAllFieldsIfNoneAreChosen() {
    assertEquals("1 2 3 4 5 6", read(COMMA, "1,2,3\n4\n5,6\n"));
    String many = "1,".repeat(999) + "1";
    assertEquals("1 ".repeat(1_000).trim(), read(COMMA, many));
  }

  @Test
  void shouldTakeAnyWhiteSpaceForOneDelimiter() {
    String text = "  a   1 \t 2  \n\nb 3 4\n \"c d\" 5 6 ";
    assertEquals("1 2 3 4 5 6", read(Delimiter.WHITE_SPACE, text, 2, 3));
    assertEquals("1 2 3", read(Delimiter.WHITE_SPACE, " 1  2 \n 3 \n"));
  }

  @Test
  void shouldTakeEveryTabForADelimiter() {
    assertEquals("1 2", read(TAB, "a\t\t 1\n\t\t2 \n", 3));
    assertEquals("2:3:3:", firstBad(TAB, "1\t2\t3\n\t\t\n", 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,1,x\\n|1:5:3:x",
        "a,1,2\\nb,,4|2:3:2:''",
        "a,1,2\\nb,3|2:4:3:''",
        "a,1,2\\n\\nb,3, y z ,|3:6:3:y z",
        "a,\"1,2|1:4:2:1,2",
        "a,\"1\"2,3|1:4:2:1",
        "a,1 2,3|1:3:2:1 2",
        "a;1;2|1:6:2:''"
      })
  void shouldStopAtWhatIsNoNumber(String escaped, String place) {
    String expected = place.replace("''", "");
    assertEquals(expected, firstBad(COMMA, escaped.translateEscapes(), 2, 3), escaped);
  }

  @Test
  void shouldLeaveOutRowsWithBadFields() {
    byte[] text = "1,2\n3,x\ny,z\n5,6\n7".getBytes(StandardCharsets.US_ASCII);
    RowScanner scanner = new RowScanner(NumberParser.of(Dtype.F8), COMMA, 1, 2);
    ByteBuffer target = target(64);
    int bad = 0;
    while (scanner.scan(text, text.length, true, target) == Stop.BAD) {
      scanner.passBad();
      bad++;
    }
    assertEquals("1 2 5 6", values(target));
    assertEquals(3, bad);
  }

  @Test
  void shouldPutNotANumberInPlaceOfBadFields() {
    byte[] text = "1,2\n3,x\ny,z\n5,6\n7".getBytes(StandardCharsets.US_ASCII);
    for (int[] columns : new int[][] {{2, 1}, {}}) {
      RowScanner scanner = new RowScanner(NumberParser.of(Dtype.F8), COMMA, columns);
      ByteBuffer target = target(64);
      while (scanner.scan(text, text.length, true, target) == Stop.BAD) {
        scanner.replaceBad(target);
      }
      boolean chosen = columns.length > 0;
      String expected = chosen ? "2 1 NaN 3 NaN NaN 6 5 NaN 7" : "1 2 3 NaN NaN NaN 5 6 7";
      assertEquals(expected, values(target));
    }
  }

  @Test
  void shouldReadTheSameWhereverTheWindowsAreSplit() {
    String text = "#c\r\na,1,2\r\n\"x,y\",3.5,4\rb,5,6\n\nc,7,8";
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        RowScanner scanner = new RowScanner(NumberParser.of(Dtype.F8), COMMA, 2, 3);
        ByteBuffer target = target(64);
        for (int end : new int[] {first, second, bytes.length}) {
          byte[] window = bytes.clone();
          Arrays.fill(window, end, window.length, (byte) '5');
          assertEquals(Stop.INPUT, scanner.scan(window, end, end == bytes.length, target));
        }
        assertEquals("1 2 3.5 4 5 6 7 8", values(target), first + " " + second);
      }
    }
  }

  @Test
  void shouldResumeWhereverItStopsEvenInsideARow() {
    byte[] text = "1,2,3\n#\n4,5,6\r\n\r\n7,8,9\n10,11,12".getBytes(StandardCharsets.US_ASCII);
    for (int room = 1; room <= 12; room++) {
      RowScanner scanner = new RowScanner(NumberParser.of(Dtype.F8), COMMA, 1, 2, 3);
      StringBuilder all = new StringBuilder();
      Stop stop = null;
      while (stop != Stop.INPUT) {
        RowScanner next = new RowScanner(NumberParser.of(Dtype.F8), COMMA, 1, 2, 3);
        next.resume((int) scanner.restart(), scanner.restartLine(), scanner.part());
        scanner = next;
        ByteBuffer target = target(room);
        stop = scanner.scan(text, text.length, true, target);
        all.append(values(target)).append(' ');
      }
      assertEquals("1 2 3 4 5 6 7 8 9 10 11 12", all.toString().trim(), "room " + room);
      assertEquals(6, scanner.line());
    }
  }

  @Test
  void shouldDetectDelimiter() {
    assertEquals(COMMA, detect("a;b,c\td"));
    assertEquals(new Delimiter((byte) ';', false), detect("\"a,b\"; c\td"));
    assertEquals(TAB, detect("a b\tc"));
    assertEquals(Delimiter.WHITE_SPACE, detect("a b c"));
  }

  private static Delimiter detect(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    return Delimiter.detect(bytes, 0, bytes.length);
  }

  private static String firstBad(Delimiter delimiter, String text, int... columns) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    RowScanner scanner = new RowScanner(NumberParser.of(Dtype.F8), delimiter, columns);
    assertEquals(Stop.BAD, scanner.scan(bytes, bytes.length, true, target(64)));
    assertEquals(Stop.BAD, scanner.scan(bytes, bytes.length, true, target(64)), "once more");
    int from = scanner.badFrom();
    String found = new String(bytes, from, scanner.badTo() - from, StandardCharsets.US_ASCII);
    long column = scanner.bytesInLine(from) + 1;
    return scanner.line() + ":" + column + ":" + scanner.badField() + ":" + found;
  }

  private static String read(Delimiter delimiter, String text, int... columns) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    RowScanner scanner = new RowScanner(NumberParser.of(Dtype.F8), delimiter, columns);
    ByteBuffer target = target(2_000);
    assertEquals(Stop.INPUT, scanner.scan(bytes, bytes.length, true, target), text);
    return values(target);
  }

  private static ByteBuffer target(int elements) {
    return ByteBuffer.allocateDirect(8 * elements).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String values(ByteBuffer target) {
    List<String> values = new ArrayList<>();
    for (int at = 0; at < target.position(); at += 8) {
      double value = target.getDouble(at);
      values.add(value == (long) value ? Long.toString((long) value) : Double.toString(value));
    }
    return String.join(" ", values);
  }
}
