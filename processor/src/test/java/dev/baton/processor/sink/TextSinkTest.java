package dev.baton.processor.sink;

import static dev.baton.processor.sink.SinkFixture.deliver;
import static dev.baton.processor.sink.SinkFixture.doubles;
import static dev.baton.processor.sink.SinkFixture.floats;
import static dev.baton.processor.sink.SinkFixture.longs;
import static dev.baton.processor.sink.SinkFixture.open;
import static dev.baton.processor.sink.SinkFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSinkTest {
  @TempDir Path dir;

  @Test
  void shouldWriteALineForEachElement() throws IOException {
    Path file = dir.resolve("a.txt");
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, -0f, 0.1f, 1e10f, Float.NaN, Float.NEGATIVE_INFINITY, 1e-5f));
      sink.finish();
    }
    assertEquals("1.0\n-0.0\n0.1\n10000000000.0\nnan\n-inf\n1e-05\n", Files.readString(file));
  }

  @Test
  void shouldLookAsJavaDoesOnRequest() throws IOException {
    Path file = dir.resolve("a.txt");
    try (Sink sink = open("text:" + file + "?format=java", Dtype.F8, 1, 0)) {
      deliver(sink, doubles(1, 1e10, Double.NaN, Double.POSITIVE_INFINITY, 1e-5));
    }
    assertEquals("1.0\n1.0E10\nNaN\nInfinity\n1.0E-5\n", Files.readString(file));
  }

  @Test
  void shouldWriteWholeNumbersPlain() throws IOException {
    Path file = dir.resolve("a.txt");
    try (Sink sink = open(file.toString(), Dtype.U8, 1, 0)) {
      deliver(sink, longs(0, 255, -1, Long.MIN_VALUE));
    }
    String expected = "0\n255\n18446744073709551615\n9223372036854775808\n";
    assertEquals(expected, Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows.txt|1 2 3",
        "rows.csv|1,2,3",
        "rows.tsv|1\\t2\\t3",
        "rows?delimiter=semicolon|1;2;3",
        "rows?delimiter=%7C|1%2|3",
      })
  void shouldWriteALineForEachRow(String spec, String row) throws IOException {
    Path file = dir.resolve(spec.replaceAll("\\?.*", ""));
    try (Sink sink = open(dir + "/" + spec, Dtype.I8, 3, 0)) {
      deliver(sink, longs(1, 2, 3, 4, 5, 6));
    }
    String separator = row.contains("%") ? "|" : row.translateEscapes().substring(1, 2);
    String expected = String.join(separator, "1", "2", "3\n4", "5", "6\n");
    assertEquals(expected, Files.readString(file));
  }

  @Test
  void shouldWriteRowsLongerThanItsBuffer() throws IOException {
    Path file = dir.resolve("wide.txt");
    double[] values = new double[100_002];
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.5;
      expected.append(i * 0.5).append(i % 50_001 == 50_000 ? '\n' : ' ');
    }
    ByteBuffer slot = doubles(values);
    try (Sink sink = open(file.toString(), Dtype.F8, 50_001, 0)) {
      sink.begin(new SinkFixture.Slot(0, "load", 1, values.length));
      sink.write(slot.limit(50_001 * 8));
      sink.write(slot.limit(100_002 * 8));
      sink.end();
    }
    assertEquals(expected.toString(), Files.readString(file));
  }

  @Test
  void shouldTakeBackASlotThatWasGivenBack() throws IOException {
    Path file = dir.resolve("a.txt");
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, 2));
      assertEquals(8, sink.position());
      write(sink, floats(3));
      sink.rollback();
      write(sink, floats(new float[100_000]));
      sink.rollback();
      assertEquals(8, sink.position());
      deliver(sink, floats(4));
      assertEquals(12, sink.position());
      write(sink, floats(5));
    }
    assertEquals("1.0\n2.0\n4.0\n", Files.readString(file));
  }

  @Test
  void shouldHandOverAWholeSlotAtItsEnd() throws IOException {
    Path file = dir.resolve("a.txt");
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(7));
      assertEquals("7.0\n", Files.readString(file));
    }
  }

  @Test
  void shouldGoOnBehindWhatAnEarlierRunCompleted() throws IOException {
    Path file = dir.resolve("a.txt");
    Files.writeString(file, "1.0\n2.0\nhalf a li");
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 8)) {
      deliver(sink, floats(3));
    }
    assertEquals(List.of("1.0", "2.0", "3.0"), Files.readAllLines(file));
    BatonException refusal =
        assertThrows(BatonException.class, () -> open(file.toString(), Dtype.F4, 1, 13));
    assertEquals(Reason.CONFIGURATION, refusal.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt.gz, promises compression",
    "a.txt?format=python, expected one of numpy java",
    "a.txt?delimiter=5, expected comma",
    "a.txt?header=none, has no key 'header'",
    "text:, expected text:FILE"
  })
  void shouldRefuseSpecsThatMakeNoSense(String spec, String words) {
    BatonException refusal = assertThrows(BatonException.class, () -> open(spec, Dtype.F4, 1, 0));
    assertEquals(Reason.USAGE, refusal.reason());
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @Test
  void shouldRefuseRecordsThatHaveNoText() {
    String spec = dir.resolve("a.txt").toString();
    BatonException refusal =
        assertThrows(BatonException.class, () -> open(spec, Dtype.parse("V16"), 1, 0));
    assertTrue(refusal.getMessage().contains("no text stands for"), refusal.getMessage());
  }

  @Test
  void shouldAllocateNothingPerSlot() throws IOException {
    ByteBuffer slot = floats(new float[10_000]);
    for (int i = 0; i < 10_000; i++) {
      slot.putFloat(4 * i, i / 7f);
    }
    SinkFixture.Slot delivery = new SinkFixture.Slot(0, "load", 1, 10_000);
    try (Sink sink = open(dir.resolve("a.txt").toString(), Dtype.F4, 1, 0)) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 100 && least > 1_000; round++) {
        long before = SinkFixture.allocatedBytes();
        sink.begin(delivery);
        sink.write(slot.rewind());
        sink.end();
        least = Math.min(least, SinkFixture.allocatedBytes() - before);
      }
      assertTrue(least <= 1_000, least + " bytes");
    }
  }
}
