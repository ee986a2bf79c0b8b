package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Spec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ByteInputTest {
  @TempDir Path directory;

  @Test
  void shouldReadFileInPiecesOfAnySize() throws IOException {
    byte[] content = randomBytes(300_000);
    try (ByteInput input = open(write("plain.bin", content))) {
      assertEquals(content.length, input.size());
      assertArrayEquals(content, readAll(input, 7_001));
      assertEquals(content.length, input.consumed());
    }
  }

  @Test
  void shouldUndoGzipOfSeveralMembers() throws IOException {
    byte[] first = randomBytes(100_000);
    byte[] second = "tail\n".getBytes(StandardCharsets.UTF_8);
    Path file = write("two.bin.gz", concat(gzip(first), gzip(new byte[0]), gzip(second)));
    try (ByteInput input = open(file)) {
      assertArrayEquals(concat(first, second), readAll(input, 1_000));
      assertEquals(input.size(), input.consumed());
    }
  }

  @Test
  void shouldUndoManySmallMembers() throws IOException {
    byte[] one = gzip("1\n".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      all.write(one);
    }
    try (ByteInput input = open(write("many.gz", all.toByteArray()))) {
      assertEquals("1\n".repeat(10_000), new String(readAll(input, 512), StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldSeekInPlainAndInGzip() throws IOException {
    byte[] content = randomBytes(200_000);
    for (Path file : new Path[] {write("seek.bin", content), write("seek.gz", gzip(content))}) {
      try (ByteInput input = open(file)) {
        assertTrue(input.seekable());
        readAll(input, 4_096);
        input.seek(123_456);
        byte[] expected = Arrays.copyOfRange(content, 123_456, content.length);
        assertArrayEquals(expected, readAll(input, 4_096), file.toString());
        input.seek(content.length);
        assertEquals(ByteInput.END, input.read(ByteBuffer.allocate(1)));
        assertRefused(Reason.CONFIGURATION, "expected at least", () -> input.seek(200_001));
      }
    }
  }

  @Test
  void shouldRefuseDamagedGzip() throws IOException {
    byte[] good = gzip(randomBytes(50_000));
    byte[] wrongSum = good.clone();
    wrongSum[wrongSum.length - 6] ^= 1;
    byte[] wrongSize = good.clone();
    wrongSize[wrongSize.length - 1] ^= 1;
    byte[] wrongBody = good.clone();
    Arrays.fill(wrongBody, 10_000, 10_100, (byte) 0);
    refuseAll("sum.gz", wrongSum, "expected checksum");
    refuseAll("size.gz", wrongSize, "expected 16827216");
    refuseAll("body.gz", wrongBody, "damaged");
    refuseAll("cut.gz", Arrays.copyOf(good, good.length - 3), "cut short");
    refuseAll("cut-body.gz", Arrays.copyOf(good, 20_000), "cut short");
    refuseAll("empty.gz", new byte[0], "cut short");
    refuseAll("behind.gz", concat(good, new byte[] {1, 2, 3}), "found 01 02");
    refuseAll("plain.gz", "1\n2\n".getBytes(StandardCharsets.UTF_8), "found 31 0a");
  }

  @Test
  void shouldObeyCompressionKey() throws IOException {
    byte[] content = "1\n2\n".getBytes(StandardCharsets.UTF_8);
    Path plain = write("plain-only-by-name.gz", content);
    Path packed = write("packed.txt", gzip(content));
    try (ByteInput input = ByteInput.open(spec(plain + "?compression=none"))) {
      assertArrayEquals(content, readAll(input, 10));
    }
    try (ByteInput input = ByteInput.open(spec(packed + "?compression=gzip"))) {
      assertArrayEquals(content, readAll(input, 10));
    }
  }

  @Test
  void shouldRefuseWhatIsNoFile() throws IOException {
    assertRefused(Reason.NO_INPUT, "no such file", () -> open(directory.resolve("missing")));
    assertRefused(Reason.NO_INPUT, "is a directory", () -> open(directory));
    Path file = write("file", new byte[1]);
    assertRefused(Reason.NO_INPUT, "file/below", () -> open(file.resolve("below")));
    assertRefused(Reason.USAGE, "expected a file", () -> ByteInput.open(spec("text:")));
    assertRefused(Reason.USAGE, "is no path", () -> ByteInput.open(spec("a%00b")));
  }

  @Test
  void shouldReadPipeWithoutEverWaiting() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    byte[] content = randomBytes(3_000_000);
    try (ByteInput input = open(pipe)) {
      assertEquals(0, input.read(ByteBuffer.allocate(10)), "nobody writes yet");
      Thread writer = new Thread(() -> writeTo(pipe, content));
      writer.start();
      assertArrayEquals(content, readAll(input, 50_000));
      assertEquals(content.length, input.consumed());
      assertEquals(-1, input.size());
      writer.join();
    }
  }

  @Test
  void shouldRefuseToGoOnInThePipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    for (String options : new String[] {"", "?compression=gzip"}) {
      try (ByteInput input = ByteInput.open(spec(pipe + options))) {
        input.seek(0);
        assertRefused(Reason.CONFIGURATION, "cannot go on at byte 1", () -> input.seek(1));
      }
    }
  }

  private void refuseAll(String name, byte[] content, String expected) throws IOException {
    Path file = write(name, content);
    assertRefused(
        Reason.BAD_DATA,
        expected,
        () -> {
          try (ByteInput input = open(file)) {
            readAll(input, 1_000);
          }
        });
  }

  private static void assertRefused(Reason reason, String words, Action action) {
    BatonException refusal = assertThrows(BatonException.class, action::run);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  private interface Action {
    void run() throws Exception;
  }

  private static byte[] readAll(ByteInput input, int piece) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(piece);
    for (int count = 0; count != ByteInput.END; count = input.read(buffer.clear())) {
      all.write(buffer.array(), 0, Math.max(0, count));
      if (count == 0) {
        Thread.onSpinWait();
      }
    }
    return all.toByteArray();
  }

  private static ByteInput open(Path path) throws IOException {
    return ByteInput.open(spec(path.toString()));
  }

  private static Spec spec(String text) {
    return Spec.parse(text, Set.of("text"), path -> "text");
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static void writeTo(Path pipe, byte[] content) {
    try (OutputStream out = Files.newOutputStream(pipe)) {
      out.write(content);
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
