package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.Spec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources that wait for others: the output of a command, and a named pipe. */
@Timeout(120)
final class StreamSourcesTest {
  @TempDir Path dir;

  private final StringBuilder values = new StringBuilder();

  @Test
  void shouldGiveWhatACommandWritesUpToItsEnd() throws IOException {
    try (Source source = open("exec:echo 1 2; echo hello >&2; printf '3 4'")) {
      assertFalse(source.isResumable());
      read(source, () -> false);
      assertEquals("1 2 3 4 ", values.toString());
    }
    try (Source raw = open("exec:printf 'AAAAAAAA'?kind=raw")) {
      values.setLength(0);
      read(raw, () -> false);
      assertEquals(
          ByteBuffer.wrap("AAAAAAAA".getBytes(StandardCharsets.US_ASCII)).getDouble(),
          Double.parseDouble(values.toString()));
    }
  }

  @Test
  void shouldFailWithACommandsLastWords() throws IOException {
    try (Source source = open("exec:echo 1; for i in 1 2 3 4 5 6; do echo w$i >&2; done; exit 3")) {
      BatonException failed = assertThrows(BatonException.class, () -> read(source, () -> false));

      assertEquals("1 ", values.toString());
      assertEquals(Reason.IO, failed.reason());
      assertTrue(
          failed.getMessage().endsWith("expected exit code 0, found 3: w2 | w3 | w4 | w5 | w6"),
          failed::getMessage);
    }
  }

  /** Its shell, and what its shell has started. */
  @Test
  void shouldEndACommandThatIsNotReadAnyMore() throws IOException {
    Path pids = dir.resolve("pids");
    String command = "echo $$ > %s; (trap '' TERM; exec sleep 1000) & echo $! >> %s; echo 1; wait";
    try (Source source = open("exec:" + command.formatted(pids, pids))) {
      read(source, () -> values.length() > 0);
      assertEquals(2, Files.readAllLines(pids).size());
    }
    for (String pid : Files.readAllLines(pids)) {
      await(() -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void shouldReadOneWriterOfANamedPipeAfterTheOther() throws Exception {
    Path pipe = pipe();
    try (Source source = open("fifo:" + pipe + "?columns=b")) {
      assertEquals(1, source.rowLength());
      write(pipe, "a,b\n1,2\n3,4");
      read(source, () -> values.toString().endsWith("4 "));
      write(pipe, "b,a\n5,6\n");
      read(source, () -> values.toString().endsWith("5 "));

      assertEquals("2 4 5 ", values.toString());
      assertFalse(source.isResumable());
    }
  }

  /** The next writer's rows would be other rows. */
  @Test
  void shouldRefuseAWriterThatEndsInTheMiddleOfARow() throws Exception {
    Path pipe = pipe();
    try (Source source = open("fifo:" + pipe, 2)) {
      write(pipe, "1 2 3");
      BatonException refused = assertThrows(BatonException.class, () -> read(source, () -> false));

      assertEquals(Reason.BAD_DATA, refused.reason());
      assertTrue(refused.getMessage().contains("found 8 bytes of it, expected 16"));
    }
  }

  @Test
  void shouldRefuseWhatIsWrongAtOnce() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));

    assertRefused(Reason.USAGE, "exec:", "expected a command");
    assertRefused(Reason.USAGE, "exec:true?colums=2", "has no key 'colums'");
    assertRefused(Reason.USAGE, "exec:true?kind=npy", "expected one of text raw");
    assertRefused(Reason.USAGE, "exec:true?compression=gzip", "use zcat");
    assertRefused(Reason.USAGE, "exec:true?kind=raw&order=odd", "order=odd");
    assertRefused(Reason.NO_INPUT, "fifo:" + file, "is no named pipe");
    assertRefused(Reason.NO_INPUT, "fifo:" + dir.resolve("none"), "no such file");
  }

  private void assertRefused(Reason reason, String spec, String said) {
    BatonException refused = assertThrows(BatonException.class, () -> open(spec).close());
    assertEquals(reason, refused.reason());
    assertTrue(refused.getMessage().contains(said), refused::getMessage);
  }

  private Path pipe() throws Exception {
    Path pipe = dir.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  /** Waits until it is read, since that is when it can be opened. */
  private static void write(Path pipe, String text) {
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.setDaemon(true);
    writer.start();
  }

  private Source open(String spec) throws IOException {
    return open(spec, 1);
  }

  private Source open(String text, int rowLength) throws IOException {
    try (Providers providers = Providers.onClassPath()) {
      var found = providers.sources().resolve(text);
      Spec spec = found.spec();
      return found.provider().open(spec, new Elements(Dtype.F8, rowLength));
    }
  }

  /** Reads until the end, or until enough has come. */
  private void read(Source source, BooleanSupplier enough) throws IOException {
    ByteBuffer piece = TextFixture.elements(8);
    await(
        () -> {
          try {
            return fill(source, piece.clear()) || enough.getAsBoolean();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** What comes before a failure counts. */
  private boolean fill(Source source, ByteBuffer piece) throws IOException {
    try {
      return source.fill(piece) == Source.Supply.END;
    } finally {
      TextFixture.append(values, piece);
    }
  }

  private static void await(BooleanSupplier condition) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(condition::getAsBoolean);
  }
}
