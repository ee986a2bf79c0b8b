package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class TextWindowTest {
  private static final int TEXT_BYTES = 1 << 20;

  /** One for a first look, then 128 KiB at a time. */
  private static final int MOST_READS = 1 + TEXT_BYTES / (1 << 17);

  @TempDir Path directory;

  @Test
  void shouldReadMuchAtATimeAfterAFirstLook() throws IOException {
    assertTrue(reads(0) <= MOST_READS);
  }

  @Test
  void shouldReadMuchAtATimeWhereItWasSent() throws IOException {
    assertTrue(reads(TEXT_BYTES / 2) <= MOST_READS / 2 + 1);
  }

  /** One long line makes it large; what is read of the text behind does not grow with it. */
  @Test
  void shouldReadNoMoreAtATimeForALongLine() throws IOException {
    Path file = Files.write(directory.resolve("a.txt"), new byte[4 * TEXT_BYTES]);
    Spec spec = Spec.parse(file.toString(), Set.of("text"), path -> "text");
    try (ByteInput input = ByteInput.open(spec)) {
      TextWindow window = new TextWindow(input);
      while (window.end() < TEXT_BYTES) {
        window.read();
      }
      window.seek(3 * TEXT_BYTES);

      assertEquals(1 << 17, window.read());
    }
  }

  /** How often it reads a text from there on, of which each window is used up at once. */
  private int reads(int from) throws IOException {
    Path file = Files.write(directory.resolve("a.txt"), new byte[TEXT_BYTES]);
    Spec spec = Spec.parse(file.toString(), Set.of("text"), path -> "text");
    try (ByteInput input = ByteInput.open(spec)) {
      TextWindow window = new TextWindow(input);
      window.seek(from);
      int reads = 0;
      int bytes = 0;
      while (window.read() != ByteInput.END) {
        reads++;
        bytes += window.end();
        window.drop(window.end());
      }
      assertEquals(TEXT_BYTES - from, bytes);
      return reads;
    }
  }
}
