package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Source;
import dev.baton.io.Source.Supply;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that is opened again and told to go on gives what it would have given. */
class TextResumeTest {
  private static final long SEED = Long.getLong("baton.seed", System.nanoTime());

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(SEED);

  TextResumeTest() {
    System.out.println("resume: -Dbaton.seed=" + SEED);
  }

  @Test
  void shouldGoOnAnywhereInFreeForm() throws IOException {
    String text = freeForm();
    check("free.txt", text, "");
    check("free.txt.gz", text, "");
    check("free.txt", text.replace(", 1", ", x"), "?bad=nan");
  }

  @Test
  void shouldGoOnAnywhereInColumns() throws IOException {
    String text = table();
    check("table.csv", text, "?columns=c,a,c");
    check("table.csv.gz", text, "?columns=3,1&bad=skip");
    check("table.csv", text, "?columns=b,c&bad=nan");
    check("table.csv", text, "?delimiter=comma&bad=nan");
  }

  @Test
  void shouldGoOnAnywhereInDebugText() throws IOException {
    checkSpec("debug:?end=123457");
  }

  @Test
  void shouldTellTheSameLineOfABadValueAfterGoingOn() throws IOException {
    String text = freeForm() + "\n3, y";
    String spec = new TextFixture(directory).write("bad.txt", text).toString();
    String whole = assertThrows(BatonException.class, () -> drain(spec, false)).getMessage();
    String parts = assertThrows(BatonException.class, () -> drain(spec, true)).getMessage();
    assertEquals(whole, parts);
    assertTrue(whole.contains("column 4"), whole);
  }

  @Test
  void shouldRefuseToGoOnBehindTheEnd() throws IOException {
    String spec = new TextFixture(directory).write("short.txt", "1\n2\n").toString();
    SourcePosition position = new SourcePosition();
    position.offset = 5;
    position.line = 3;
    try (Source source = TextFixture.open(spec)) {
      BatonException refusal = assertThrows(BatonException.class, () -> source.resume(position));
      assertEquals(Reason.CONFIGURATION, refusal.reason());
      assertTrue(refusal.getMessage().contains("expected at least 5 bytes"));
    }
  }

  @Test
  void shouldRefuseToGoOnOnStandardInput() throws IOException {
    SourcePosition position = new SourcePosition();
    try (Source source = TextFixture.open("-")) {
      source.resume(position);
      position.offset = 1;
      BatonException refusal = assertThrows(BatonException.class, () -> source.resume(position));
      assertEquals(Reason.CONFIGURATION, refusal.reason());
      assertTrue(refusal.getMessage().startsWith("standard input: cannot go on at byte 1"));
    }
  }

  private void check(String name, String text, String options) throws IOException {
    checkSpec(new TextFixture(directory).write(name, text) + options);
  }

  private void checkSpec(String spec) throws IOException {
    assertEquals(drain(spec, false), drain(spec, true), spec + " seed " + SEED);
  }

  /** Reads in pieces of random sizes, each from a source opened anew, if so wished. */
  private String drain(String spec, boolean reopens) throws IOException {
    StringBuilder values = new StringBuilder();
    SourcePosition position = new SourcePosition();
    Source source = TextFixture.open(spec);
    Supply supply = Supply.MORE;
    while (supply == Supply.MORE) {
      ByteBuffer target = TextFixture.elements(1 + random.nextInt(reopens ? 300 : 5_000));
      try {
        supply = source.fill(target);
      } finally {
        TextFixture.append(values, target);
      }
      source.position(position);
      if (reopens) {
        source.close();
        source = TextFixture.open(spec);
        source.resume(position);
      }
    }
    source.close();
    return values.toString();
  }

  private String freeForm() {
    String[] separators = {"\n", "\n", "\r\n", "\r", " ", ", ", ",", ";\n", " , ", " # 1,2\n"};
    StringBuilder text = new StringBuilder("# head\n\nname, other\n");
    for (int i = 0; i < 15_000; i++) {
      text.append(random.nextInt(5) == 0 ? random.nextDouble() : random.nextInt(200));
      text.append(separators[random.nextInt(separators.length)]);
    }
    return text.toString();
  }

  private String table() {
    StringBuilder text = new StringBuilder("\uFEFF# head\n\n\"a\", b ,c\n");
    for (int i = 0; i < 5_000; i++) {
      text.append(i).append(',');
      text.append(random.nextInt(20) == 0 ? "x" : random.nextDouble()).append(",\"");
      text.append(random.nextInt(200)).append("\"");
      text.append(random.nextInt(9) == 0 ? "\r\n# none,1\n\n" : "\n");
    }
    return text.toString();
  }
}
