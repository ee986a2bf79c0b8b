package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Source;
import dev.baton.io.Source.Supply;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several loaders that share a file give, in their order, what one gives. */
class ShardTest {
  private static final long SEED = Long.getLong("baton.seed", System.nanoTime());
  private static final String[] LINE_ENDS = {"\n", "\r\n", "\r", "\n\n", "\r\r\n", "\n# 7,8\r\n"};

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(SEED);

  ShardTest() {
    System.out.println("shards: -Dbaton.seed=" + SEED);
  }

  @Test
  void shouldGiveEachLineOfATextOnceWhereverItIsCut() throws IOException {
    for (int round = 0; round < 60; round++) {
      Path file = write("a.txt", head() + lines(random.nextInt(60)));
      checkText(file, "", 1 + random.nextInt(80));
    }
  }

  @Test
  void shouldGiveEachRowOfATableOnceWithTheHeadersColumns() throws IOException {
    for (int round = 0; round < 60; round++) {
      StringBuilder table = new StringBuilder("\uFEFF# made by hand\n\nday,\"b\",c\n");
      for (int row = random.nextInt(60); row > 0; row--) {
        table.append(row).append(",\"").append(number()).append("\",").append(number());
        table.append(row > 1 || random.nextBoolean() ? lineEnd() : "");
      }
      Path file = write("a.csv", table.toString());
      checkText(file, "columns=c,b,c&", 1 + random.nextInt(80));
      checkText(file, "delimiter=comma&bad=nan&", 1 + random.nextInt(80));
    }
  }

  @Test
  void shouldGiveALineThatIsLongerThanManyShardsToTheOneInWhichItBegins() throws IOException {
    StringBuilder giant = new StringBuilder("1\n2\r\n");
    for (int i = 0; i < 100_000; i++) {
      giant.append(number()).append(i < 99_999 ? "," : "\r\n3\n4");
    }
    Path file = write("a.txt", giant.toString());
    checkText(file, "", 7);
    assertEquals("1 2", TextFixture.readAll(file + "?shard=1/1000").substring(0, 3));
    assertEquals("", TextFixture.readAll(file + "?shard=500/1000"));
    assertEquals("3 4", TextFixture.readAll(file + "?shard=1000/1000"));
  }

  @Test
  void shouldSeeALineEndThatLiesAcrossTwoBlocks() throws IOException {
    for (int length = (1 << 16) - 3; length <= (1 << 16) + 3; length++) {
      for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
        Path file = write("a.txt", "1\n" + "0".repeat(length) + lineEnd + "2" + lineEnd + "3");
        checkText(file, "", 2);
        assertEquals(
            "2 3",
            TextFixture.readAll(file + "?shard=3/4") + TextFixture.readAll(file + "?shard=4/4"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\r\n\r\n", "a,b\n", "a,b", "7", "\uFEFF"})
  void shouldShareATextOfNextToNothing(String text) throws IOException {
    Path file = write("a.csv", text);
    checkText(file, "", 1);
    checkText(file, "", 3);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "1, 3", "3, 3"})
  void shouldGiveEachRowOfAnArrayOnce(int fileRow, int channelRow) throws IOException {
    for (int round = 0; round < 10; round++) {
      int count = 3 * random.nextInt(50);
      Dtype to = random.nextBoolean() ? Dtype.F4 : Dtype.F8;
      ByteBuffer data = ArraySourceFixture.ramp(Dtype.F4, count, ByteOrder.LITTLE_ENDIAN);
      Path npy = directory.resolve("a.npy");
      ArraySourceFixture.write(npy, ArraySourceFixture.npy(Dtype.F4, fileRow, data));
      checkArray(npy, count, Math.max(fileRow, channelRow), channelRow, to);
      Path raw = ArraySourceFixture.write(directory.resolve("a.f32"), data);
      checkArray(raw, count, channelRow, channelRow, to);
    }
  }

  @Test
  void shouldSayWhichLineOfWhichShardIsBadAlsoAfterGoingOn() throws IOException {
    Path file = write("a.csv", "x,y\n1,1\n2,2\n3,3\n4,4\n5,no\n");
    String expected =
        file
            + ", shard 2/2 from byte 12: line 3, column 3, field 2 (y): expected a number, found"
            + " 'no'";
    try (Source source = TextFixture.open(file + "?shard=2/2&columns=y")) {
      BatonException bad =
          assertThrows(BatonException.class, () -> source.fill(TextFixture.elements(9)));
      assertEquals(expected, bad.getMessage());
    }
    try (Source source = TextFixture.open(file + "?shard=2/2&columns=y")) {
      source.fill(TextFixture.elements(1));
      SourcePosition position = ArraySourceFixture.position(source);
      try (Source again = TextFixture.open(file + "?shard=2/2&columns=y")) {
        again.resume(position);
        BatonException bad =
            assertThrows(BatonException.class, () -> again.fill(TextFixture.elements(9)));
        assertEquals(expected, bad.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "a.f64"})
  void shouldRefuseAFileOfAnotherLengthThanThatByWhichItWasCut(String name) throws IOException {
    Path file = write(name, "1234567\n".repeat(8));
    SourcePosition position = new SourcePosition();
    try (Source source = ArraySourceFixture.open(file + "?shard=1/2", Dtype.F8, 1)) {
      assertEquals(Supply.MORE, source.fill(TextFixture.elements(3)));
      source.position(position);
      Files.writeString(file, "8765432\n", StandardOpenOption.APPEND);
      BatonException grown =
          assertThrows(BatonException.class, () -> source.fill(TextFixture.elements(3)));
      assertEquals(Reason.CONFIGURATION, grown.reason());
      assertTrue(
          grown.getMessage().contains("expected a length of 64 bytes, by which its shards were"),
          grown.getMessage());
    }
    try (Source again = ArraySourceFixture.open(file + "?shard=1/2", Dtype.F8, 1)) {
      assertEquals(
          Reason.CONFIGURATION,
          assertThrows(BatonException.class, () -> again.resume(position)).reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/4", "5/4", "1", "1/", "/4", "1/0", "-1/4", "1/4/4", "1/99999", ""})
  void shouldRefuseWhatIsNoShard(String shard) throws IOException {
    for (String name : new String[] {"a.txt", "a.raw", "a.npy"}) {
      BatonException refused = refused(write(name, "1\n") + "?shard=" + shard);
      assertTrue(refused.getMessage().contains("shard=" + shard + ": expected K/N"), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-, a pipe, write it to a file",
    "raw:-, a pipe, write it to a file",
    "tail:a, 'tail:, whose end nobody knows', let one loader",
    "fifo:a, 'fifo:, whose end nobody knows', let one loader",
    "exec:cat, 'exec:, whose end nobody knows', let one loader",
    "spool:., 'spool:, which gives each file to one loader', loaders share",
    "spool:.?kind=raw, 'spool:, which gives each file to one loader', loaders share",
  })
  void shouldRefuseWhatHasNoMiddleToBeginIn(String spec, String found, String hint) {
    BatonException refused = refused(spec + (spec.contains("?") ? "&" : "?") + "shard=1/2");
    assertTrue(refused.getMessage().endsWith("shard=: expected a file, found " + found));
    assertTrue(refused.hint().contains(hint), refused.hint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.raw.gz", "a.npy.gz"})
  void shouldRefuseGzip(String name) throws IOException {
    Path file = new TextFixture(directory).write(name, "1\n");
    BatonException refused = refused(file + "?shard=1/2");
    assertTrue(refused.getMessage().contains("found gzip, which can be read from its beginning"));
    assertEquals("unpack it first: gunzip -k " + file, refused.hint());
  }

  @Test
  void shouldCutAnyLengthWithoutOverflow() {
    Shard last = new Shard(65_535, 65_535);
    assertEquals(Long.MAX_VALUE, last.to(Long.MAX_VALUE));
    assertEquals(new Shard(65_534, 65_535).to(Long.MAX_VALUE), last.from(Long.MAX_VALUE));
  }

  private static BatonException refused(String spec) {
    return ArraySourceFixture.refused(spec, Dtype.F8, Reason.USAGE);
  }

  private void checkText(Path file, String options, int count) throws IOException {
    String whole = values(file + "?" + options + "header=auto", false);
    String begin = file + "?" + options + "shard=";
    StringJoiner parts = new StringJoiner(" ").setEmptyValue("");
    long bytes = 0;
    int reopened = random.nextInt(count);
    for (int i = 1; i <= count; i++) {
      String part = values(begin + i + "/" + count, i == reopened + 1);
      if (!part.isEmpty()) {
        parts.add(part);
      }
      try (Source source = TextFixture.open(begin + i + "/" + count)) {
        bytes += source.size();
      }
    }
    String context = "seed " + SEED + ": " + count + " shards of " + file;
    assertEquals(whole, parts.toString(), context);
    assertTrue(bytes <= Files.size(file), context);
  }

  /** All values of a text, read in pieces; from a source opened anew for each, if so wished. */
  private String values(String spec, boolean reopens) throws IOException {
    StringBuilder values = new StringBuilder();
    SourcePosition position = new SourcePosition();
    Source source = TextFixture.open(spec);
    Supply supply = Supply.MORE;
    while (supply == Supply.MORE) {
      ByteBuffer target = TextFixture.elements(1 + random.nextInt(reopens ? 9 : 5_000));
      supply = source.fill(target);
      TextFixture.append(values, target);
      position.file = 0;
      source.position(position);
      if (reopens) {
        source.close();
        source = TextFixture.open(spec);
        source.resume(position);
      }
    }
    source.close();
    return values.toString().trim();
  }

  private void checkArray(Path file, int count, int row, int channelRow, Dtype to)
      throws IOException {
    int shards = 1 + random.nextInt(60);
    ByteBuffer all = ArraySourceFixture.slot(count * to.itemSize());
    for (int i = 1; i <= shards; i++) {
      String spec = file + "?shard=" + i + "/" + shards;
      SourcePosition position = new SourcePosition();
      Source source = ArraySourceFixture.open(spec, to, channelRow);
      int begun = all.position();
      Supply supply = Supply.MORE;
      while (supply == Supply.MORE) {
        ByteBuffer slot = ArraySourceFixture.slot((1 + random.nextInt(5)) * row * to.itemSize());
        supply = source.fill(slot);
        all.put(slot.flip());
        source.position(position);
        source.close();
        source = ArraySourceFixture.open(spec, to, channelRow);
        source.resume(position);
      }
      source.close();
      assertEquals(0, (all.position() - begun) / to.itemSize() % row, "whole rows, seed " + SEED);
    }
    assertEquals(
        ArraySourceFixture.ramp(to, count, ByteOrder.LITTLE_ENDIAN),
        all.flip(),
        "seed " + SEED + ": " + shards + " shards of " + file);
  }

  private Path write(String name, String text) throws IOException {
    return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private String head() {
    return switch (random.nextInt(4)) {
      case 0 -> "\uFEFF";
      case 1 -> "# head\r\n\n";
      case 2 -> "name, other\r\n";
      default -> "";
    };
  }

  private String lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      for (int more = random.nextInt(3); more > 0; more--) {
        text.append(number()).append(random.nextBoolean() ? ", " : " ");
      }
      text.append(number()).append(random.nextInt(9) == 0 ? " # 1,2" : "");
      text.append(i < count - 1 || random.nextBoolean() ? lineEnd() : "");
    }
    return text.toString();
  }

  private String number() {
    return Integer.toString(random.nextInt(random.nextBoolean() ? 9 : 1_000_000));
  }

  private String lineEnd() {
    return LINE_ENDS[random.nextInt(LINE_ENDS.length)];
  }
}
