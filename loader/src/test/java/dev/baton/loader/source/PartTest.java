package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.io.Elements;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts of an input, as threads read them: one behind the other they are the whole of it. */
@Timeout(120)
final class PartTest {
  private static final long SEED = Long.getLong("baton.seed", System.nanoTime());
  private static final int ROUNDS = 60;

  @TempDir Path dir;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Providers providers = Providers.onClassPath();

  PartTest() {
    System.out.println("parts: -Dbaton.seed=" + SEED);
  }

  @Test
  void shouldHoldEachNumberOfAFreeTextOnce() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      check("text:" + file(freeForm()) + "?bad=skip");
      check("text:" + file(freeForm()) + "?bad=nan&shard=2/3");
    }
    check("text:" + file(""));
    check("text:" + file("# nothing\n\n"));
    check("text:" + file("1 2 3"));
    check("debug:?end=20000");
  }

  @Test
  void shouldHoldEachRowOnce() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String table = table();
      check("text:" + file(table) + "?columns=c,a&bad=skip");
      check("text:" + file(table) + "?delimiter=comma&bad=nan");
      check("text:" + file(table) + "?columns=2&bad=skip&shard=1/2");
    }
  }

  @Test
  void shouldHoldEachElementOfAnArrayOnce() throws IOException {
    byte[] bytes = new byte[Float.BYTES * 3_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i; // no pattern that is a NaN: those do not compare
    }
    Path raw = Files.write(dir.resolve("a.raw"), bytes);
    for (int i = 0; i < ROUNDS; i++) {
      check("raw:" + raw + "?dtype=i4");
      check("raw:" + raw + "?dtype=u2&order=big&shard=2/3");
    }
  }

  @Test
  void shouldRefuseWhatIsNoNumberInThePartWhereItStands() throws IOException {
    String good = "1\n".repeat(1_000);
    try (Source source = open("text:" + file(good + "oops\n" + good))) {
      Source another = source.another();
      assertTrue(another.part(at(0, 1), 1_000));
      assertEquals("1.0 ".repeat(500), rest(another));
      assertTrue(another.part(at(2_001, 0), 3_000), "behind it");
      assertEquals("1.0 ".repeat(498), rest(another));
      assertTrue(another.part(at(1_000, 0), 2_001));
      assertThrows(BatonException.class, () -> rest(another));
    }
  }

  @Test
  void shouldReadLongLinesWhole() throws IOException {
    String line = "1 ".repeat(200_000) + "\n";
    try (Source source = open("text:" + file(line + "2\n" + line))) {
      Source another = source.another();
      assertTrue(another.part(at(0, 1), 100));
      assertEquals(200_000 * 4, rest(another).length());
      assertTrue(another.part(at(100, 0), 100_000), "inside the line");
      assertEquals("", rest(another));
      assertTrue(another.part(at(100_000, 0), line.length() + 1));
      assertEquals("2.0 ", rest(another));
      assertFalse(another.part(at(line.length() + 3, 0), 10_000_000), "inside the last");
      assertEquals("", rest(another));
    }
  }

  @Test
  void shouldGoOnBehindAPartWithoutALineThoughTheEndHasBeenRead() throws IOException {
    try (Source source = open("text:" + file("1 1 1 1\n2\n"))) {
      Source another = source.another();
      assertFalse(another.part(at(0, 1), 100));
      assertEquals("1.0 1.0 1.0 1.0 2.0 ", rest(another));
      assertTrue(another.part(at(2, 0), 4));
      assertEquals("", rest(another));
      assertTrue(another.part(at(4, 0), 9));
      assertEquals("2.0 ", rest(another));
    }
  }

  @Test
  void shouldNotCutWhereNoLineEndsForLong() throws IOException {
    try (Source source = open("text:" + file("1 ".repeat(1_000_000)))) {
      Source another = source.another();
      UnsupportedOperationException refused =
          assertThrows(UnsupportedOperationException.class, () -> another.part(at(0, 1), 100_000));
      assertTrue(refused.getMessage().contains("no line feed within"), refused.getMessage());
    }
    try (Source packed = open("text:" + packed("1\n"))) {
      assertNull(packed.another(), "gzip is read from its beginning only");
    }
  }

  /** Reads parts of random lengths, in a random order of their sizes, and what comes behind. */
  private void check(String spec) throws IOException {
    try (Source source = open(spec)) {
      String which = spec + ", seed " + SEED;
      Source whole = source.another();
      Source parts = source.another();
      Source behind = source.another();
      SourcePosition next = new SourcePosition();
      source.position(next);
      whole.resume(next);
      String expected = rest(whole);
      StringBuilder found = new StringBuilder();
      long lines = 0;
      boolean goesOn = true;
      while (goesOn) {
        long end = next.offset + 1 + random.nextInt(random.nextBoolean() ? 40 : 4_000);
        boolean isFirst = next.line > 0;
        goesOn = parts.part(next, end);
        found.append(rest(parts));
        SourcePosition there = new SourcePosition();
        parts.position(there);
        there.line += isFirst ? 0 : lines;
        lines = there.line;
        boolean isEmpty = there.offset < end - 1; // then it is no place to go on from
        if (!isEmpty && random.nextInt(8) == 0) {
          behind.resume(there);
          assertEquals(expected, found + rest(behind), which);
          SourcePosition last = new SourcePosition();
          SourcePosition same = new SourcePosition();
          behind.position(same);
          whole.position(last);
          assertEquals(last.line, same.line, which);
        }
        if (!goesOn) {
          parts.resume(there);
          found.append(rest(parts));
        }
        next.offset = end;
        next.line = 0;
        next.part = 0;
      }
      assertEquals(expected, found.toString(), which);
      assertEquals(whole.bad(), parts.bad(), which);
    }
  }

  private static String rest(Source source) throws IOException {
    StringBuilder values = new StringBuilder();
    ByteBuffer few = TextFixture.elements(12);
    Source.Supply supply = Source.Supply.MORE;
    while (supply == Source.Supply.MORE) {
      supply = source.fill(few.clear());
      for (int i = 0; i < few.position(); i += Double.BYTES) {
        values.append(few.getDouble(i)).append(' ');
      }
    }
    return values.toString();
  }

  private static SourcePosition at(long offset, long line) {
    SourcePosition position = new SourcePosition();
    position.offset = offset;
    position.line = line;
    return position;
  }

  private Source open(String spec) throws IOException {
    var found = providers.sources().resolve(spec);
    return found.provider().open(found.spec(), new Elements(Dtype.F8, 1));
  }

  private Path file(String text) throws IOException {
    return Files.write(dir.resolve("a.txt"), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path packed(String text) throws IOException {
    return new TextFixture(dir).write("a.txt.gz", text);
  }

  private String freeForm() {
    String[] separators = {"\n", "\r\n", "\r", " ", ",", "\n\n", " # 1,2 \u00e4\n", "\nx,", ",,"};
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "" : "# head\n\nname, other\n");
    for (int i = random.nextInt(3_000); i > 0; i--) {
      text.append(random.nextInt(1_000)).append(separators[random.nextInt(separators.length)]);
    }
    return text.toString();
  }

  private String table() {
    StringBuilder text = new StringBuilder("# head\n".repeat(random.nextInt(50)));
    text.append("\n\"a\", b ,c\n");
    for (int i = random.nextInt(1_000); i > 0; i--) {
      text.append(i).append(random.nextInt(30) == 0 ? ",x,\"" : ",7,\"").append(i % 9);
      text.append(random.nextInt(9) == 0 ? "\"\r\n# none,1\n\n" : "\"\n");
    }
    return text.toString();
  }
}
