package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Source;
import dev.baton.io.Source.Supply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TextSourceTest {
  @TempDir Path directory;
  private TextFixture text;

  @BeforeEach
  void setUp() {
    text = new TextFixture(directory);
  }

  @Test
  void shouldReadColumnsOfRealCsvByNameAndByNumber() throws Exception {
    Path csv = Path.of(getClass().getResource("co2-concentration.csv").toURI());
    String byName = TextFixture.readAll(csv + "?columns=CO2,adjusted CO2");
    assertEquals(byName, TextFixture.readAll(csv + "?columns=2,3"));
    String[] values = byName.split(" ", -1);
    assertEquals(2 * 741, values.length);
    assertEquals("315.7 314.44 317.46", String.join(" ", values[0], values[1], values[2]));
    assertEquals("416.18 413.35", values[1_480] + " " + values[1_481]);
    try (Source source = TextFixture.open(csv + "?columns=adjusted CO2")) {
      assertEquals(1, source.rowLength());
    }
    try (Source source = TextFixture.open(csv + "?columns=3,2")) {
      assertEquals(2, source.rowLength());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1\\n2|1 2",
        "x\\n1\\n2|1 2",
        "# c\\n\\nvalue, other\\n1, 2|1 2",
        "\\uFEFF1\\n2|1 2",
        "\\uFEFFname\\n1|1",
        "nan\\n1|NaN 1",
        "inf\\n|Infinity",
        "_x y\\r\\n1|1",
        "Gr\\u00f6\\u00dfe\\n1|1",
        "\\\"a\\\",\\\"b\\\"\\n1,2|1 2",
        ",a,b\\n0,1,2|0 1 2",
      })
  void shouldPassHeaderIfItIsOne(String escaped, String expected) throws IOException {
    Path file = text.write("file.txt", unescape(escaped));
    assertEquals(expected, TextFixture.readAll(file.toString()));
    Path packed = text.write("file.txt.gz", unescape(escaped));
    assertEquals(expected, TextFixture.readAll(packed.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12x\\n1|''|line 1, column 1: expected a number, found '12x'",
        "year 2020\\n1|''|line 1, column 1: expected a number, found 'year'",
        "{1}|''|found '{1}'",
        "1\\n2\\nx\\n|''|line 3, column 1: expected a number, found 'x'",
        "x\\n1\\n|?header=none|line 1, column 1: expected a number, found 'x'",
        "1, 2,,3|''|line 1, column 6: expected a number, found nothing",
        "a,b\\n1,2\\n3,\\n|?columns=a,b|line 3, column 3, field 2 (b): expected a number, found nothing",
        "a,b\\n1,2\\n3\\n|?columns=b|line 3, column 2, field 2 (b): expected a number, found nothing",
        "1 2\\n|?delimiter=comma|line 1, column 1, field 1: expected a number, found '1 2'",
        "\\0\\x01|''|line 1, column 1: expected a number, found '\\x00\\x01'",
        "1 \\xff\\\\z|''|found '\\xff\\x5cz'",
      })
  void shouldRefuseBadValuesWithTheirPlace(String escaped, String options, String words)
      throws IOException {
    byte[] bytes = unescape(escaped).getBytes(StandardCharsets.ISO_8859_1);
    Path file = text.write("bad.txt", bytes);
    BatonException refusal = refused(file + options.replace("''", ""));
    assertEquals(Reason.BAD_DATA, refusal.reason());
    assertTrue(refusal.getMessage().startsWith(file + ": line "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @Test
  void shouldShortenWhatItFound() throws IOException {
    BatonException refusal = refused(text.write("long", "1\n" + "y".repeat(1_000)).toString());
    assertTrue(
        refusal
            .getMessage()
            .endsWith("'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy' ... (1000 bytes)"));
  }

  @Test
  void shouldKeepWhatCameBeforeABadValueAndRefuseAgain() throws IOException {
    try (Source source = TextFixture.open(text.write("bad", "1\n2\n300\nx\n").toString())) {
      ByteBuffer target = TextFixture.elements(100);
      assertThrows(BatonException.class, () -> source.fill(target));
      assertEquals(3 * Double.BYTES, target.position());
      assertEquals(300, target.getDouble(16));
      assertThrows(BatonException.class, () -> source.fill(target));
    }
  }

  @Test
  void shouldSkipOrReplaceBadValuesAndCountThem() throws IOException {
    Path file = text.write("bad.csv", "1,2\nx,3\n,4\n5\n6,7\n");
    assertEquals("1 2 3 4 5 6 7", TextFixture.readAll(file + "?bad=skip"));
    assertEquals("1 2 6 7", TextFixture.readAll(file + "?bad=skip&columns=1,2"));
    assertEquals("1 2 NaN 3 NaN 4 5 6 7", TextFixture.readAll(file + "?bad=nan"));
    assertEquals("1 2 NaN 3 NaN 4 5 NaN 6 7", TextFixture.readAll(file + "?bad=nan&columns=1,2"));
    try (Source source = TextFixture.open(file + "?bad=skip&columns=1,2")) {
      source.fill(TextFixture.elements(100));
      assertEquals(3, source.bad());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?bad=maybe|USAGE|expected one of fail skip nan",
        "?colums=1|USAGE|has no key 'colums'",
        "?columns=0|USAGE|expected a number from 1",
        "?columns=|USAGE|expected column numbers",
        "?columns=a,,b|USAGE|expected column numbers",
        "?columns=c|USAGE|found no such column; line 1 has a, b",
        "?columns=3|USAGE|found no such column; line 1 has a, b",
        "?columns=a&header=none|USAGE|needs a header",
        "?delimiter=e|USAGE|expected comma, semicolon",
        "?delimiter=|USAGE|expected comma, semicolon",
      })
  void shouldRefuseSpecsThatMakeNoSense(String options, Reason reason, String words)
      throws IOException {
    Path file = text.write("file.csv", "a,b\n1,2\n");
    BatonException refusal =
        assertThrows(BatonException.class, () -> TextFixture.open(file + options).close());
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @Test
  void shouldRefuseDtypesThatTextCannotServe() throws IOException {
    String file = text.write("file", "1\n").toString();
    BatonException noText =
        assertThrows(BatonException.class, () -> TextFixture.open(file, Dtype.parse("V4")));
    assertTrue(noText.getMessage().contains("no text stands for"), noText.getMessage());
    BatonException noNan =
        assertThrows(BatonException.class, () -> TextFixture.open(file + "?bad=nan", Dtype.I4));
    assertTrue(noNan.getMessage().contains("has no NaN"), noNan.getMessage());
  }

  @Test
  void shouldReadNamesThatLookLikeNumbersInQuotes() throws IOException {
    Path file = text.write("years.csv", "name,2019,\"a,b\"\nx,1,2\n");
    assertEquals("1 2", TextFixture.readAll(file + "?columns=\"2019\",\"a,b\""));
  }

  @Test
  void shouldReadAllFieldsOfDelimitedText() throws IOException {
    Path file = text.write("pipes", "a|b\n1|\"2\"\n3\n");
    assertEquals("1 2 3", TextFixture.readAll(file + "?delimiter=pipe"));
    assertEquals("2", TextFixture.readAll(file + "?delimiter=%7C&columns=b&bad=skip"));
  }

  @Test
  void shouldRefuseUtf16() throws IOException {
    Path file = text.write("wide", "1\n2\n".getBytes(StandardCharsets.UTF_16));
    assertTrue(refused(file.toString()).getMessage().contains("found UTF-16"));
  }

  @Test
  void shouldReadTenMegabyteLinesAndNumbers() throws IOException {
    String row = "1,".repeat(2_500_000) + "1\n";
    Path file = text.write("wide.csv", row + row);
    try (Source source = TextFixture.open(file.toString())) {
      ByteBuffer target = TextFixture.elements(5_000_003);
      assertEquals(Supply.END, source.fill(target));
      assertEquals(5_000_002 * Double.BYTES, target.position());
    }
    assertEquals("1 1", TextFixture.readAll(file + "?columns=2500001"));
    String number = "0." + "3".repeat(10_000_000);
    assertEquals("0.3333333333333333", TextFixture.readAll(text.write("n", number).toString()));
  }

  @Test
  void shouldRefuseWhatNeverEnds() throws IOException {
    BatonException refusal = refused(text.write("x", "9".repeat(17 << 20)).toString());
    assertEquals(Reason.BAD_DATA, refusal.reason());
    assertTrue(refusal.getMessage().contains("more than 16 MiB without an end"));
  }

  @Test
  void shouldTellRightLinePastTenMillion() throws IOException {
    byte[] good =
        "1\n22\n333\r\n4444\n55555\n".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII);
    Path file = directory.resolve("ten-million");
    Files.write(file, good);
    Files.writeString(file, "6 7,x\n8\n", StandardOpenOption.APPEND);
    BatonException refusal = refused(file.toString());
    String words = ": line 10000001, column 5: expected a number, found 'x'";
    assertTrue(refusal.getMessage().endsWith(words), refusal.getMessage());
  }

  @Test
  void shouldReadWhatComesThroughAPipeWithoutWaiting() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    try (Source source = TextFixture.open(pipe + "?columns=b")) {
      ByteBuffer target = TextFixture.elements(100);
      assertEquals(Supply.MORE, source.fill(target));
      try (var out = Files.newOutputStream(pipe)) {
        out.write("a,b\n1,2\n3,".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        while (target.position() < 8) {
          assertEquals(Supply.MORE, source.fill(target));
        }
        out.write("4".getBytes(StandardCharsets.US_ASCII));
      }
      while (source.fill(target) == Supply.MORE) {
        Thread.onSpinWait();
      }
      assertEquals(16, target.position());
      assertEquals(4, target.getDouble(8));
    }
  }

  @Test
  void shouldEndAtOnceOnEmptyFiles() throws IOException {
    for (String empty : new String[] {"", "\n\n", "# nothing\n", "\uFEFF", " "}) {
      Path file = text.write("empty", empty);
      assertEquals("", TextFixture.readAll(file.toString()));
      assertEquals("", TextFixture.readAll(file + "?columns=x"));
    }
  }

  @Test
  void shouldTellSizeAndProgress() throws IOException {
    Path file = text.write("sized", "1\n".repeat(1_000_000));
    try (Source source = TextFixture.open(file.toString())) {
      assertEquals(2_000_000, source.size());
      source.fill(TextFixture.elements(500_000));
      assertTrue(source.consumed() >= 1_000_000 && source.consumed() < 1_500_000);
    }
  }

  private BatonException refused(String spec) {
    return assertThrows(BatonException.class, () -> TextFixture.readAll(spec), spec);
  }

  /** Backslash and one of {@code n r t 0 " \\}, or {@code xNN} or {@code uNNNN}. */
  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char kind = text.charAt(i) == '\\' ? text.charAt(i + 1) : 0;
      int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
      int known = "nrt0".indexOf(kind);
      if (kind == 0) {
        out.append(text.charAt(i));
      } else if (digits > 0) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 2 + digits), 16));
      } else {
        out.append(known < 0 ? kind : "\n\r\t\0".charAt(known));
      }
      i += kind == 0 ? 1 : 2 + digits;
    }
    return out.toString();
  }
}
