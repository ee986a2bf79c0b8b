package dev.baton.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.store.ChannelRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OutboxTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Path directory;
  private final Token token = new Token();

  @BeforeEach
  void name() {
    directory = dir.resolve("000001");
  }

  @Test
  void shouldDeliverInOrderWhatWasAppended() throws IOException {
    try (Outbox outbox = new Outbox(directory);
        OutboxReader reader = new OutboxReader(directory, false)) {
      assertFalse(reader.poll(token));
      for (int i = 1; i <= 1000; i++) {
        append(outbox, i);
        assertTrue(reader.poll(token));
        assertEquals(i, token.number());
        assertEquals(i, token.sequence());
      }
      assertFalse(reader.poll(token));
      assertEquals(1000, outbox.appended());
    }
  }

  @Test
  void shouldPassOverWhatIsThereWhenReadFromItsEnd() throws IOException {
    try (Outbox outbox = new Outbox(directory)) {
      append(outbox, 1);
      append(outbox, 2);
      try (OutboxReader reader = new OutboxReader(directory, true)) {
        assertFalse(reader.poll(token));
        append(outbox, 3);
        assertTrue(reader.poll(token));
        assertEquals(3, token.number());
      }
    }
  }

  @Test
  void shouldBeReadAfterItsWriterHasGone() throws IOException {
    try (Outbox outbox = new Outbox(directory)) {
      append(outbox, 1);
    }
    try (OutboxReader reader = new OutboxReader(directory, false)) {
      assertTrue(reader.poll(token));
      assertEquals(1, token.number());
      assertFalse(reader.poll(token));
    }
  }

  /**
   * One reader keeps up, and misses nothing; one is slow, and knows by the number what it missed.
   */
  @Test
  void shouldStayBoundedOverManyRolls() throws IOException {
    int rolls = 9;
    long most = 0;
    long gaps = 0;
    long slowLast = 0;
    try (Outbox outbox = new Outbox(directory);
        OutboxReader fast = new OutboxReader(directory, false);
        OutboxReader slow = new OutboxReader(directory, false)) {
      for (int i = 1; i <= rolls * OutboxFiles.TOKENS_A_FILE + 10; i++) {
        append(outbox, i);
        assertTrue(fast.poll(token), "token " + i);
        assertEquals(i, token.number());
        if (i % 10_000 == 0) {
          most = Math.max(most, bytesOf(directory));
        }
        if (i % 20 == 0 && slow.poll(token)) {
          gaps += token.number() > slowLast + 1 ? 1 : 0;
          slowLast = token.number();
        }
      }
      assertTrue(most <= Outbox.MAX_BYTES, "most " + most);
      assertTrue(most > Outbox.MAX_BYTES / 4, "the bound is not far above: " + most);
      while (slow.poll(token)) {
        gaps += token.number() > slowLast + 1 ? 1 : 0;
        slowLast = token.number();
      }
      assertEquals(outbox.appended(), slowLast, "it gets to the end");
      assertTrue(gaps > 0, "and has missed some");
    }
  }

  /** Of another member's outbox, or of what is in it. */
  @Test
  void shouldFollowNoLinkWhenRead() throws IOException {
    new Outbox(directory).close();
    Path link = directory.resolveSibling("link");
    Files.createSymbolicLink(link, directory);
    assertThrows(BatonException.class, () -> new OutboxReader(link, false));

    Path moved = Files.move(directory.resolve("metadata.cq4t"), directory.resolveSibling("moved"));
    Files.createSymbolicLink(directory.resolve("metadata.cq4t"), moved);
    assertThrows(BatonException.class, () -> new OutboxReader(directory, false));
  }

  @Test
  void shouldGoOnWhenAnOldFileCannotBeDeleted() throws IOException {
    try (Outbox outbox = new Outbox(directory);
        OutboxReader reader = new OutboxReader(directory, true)) {
      Path stubborn = Files.createDirectories(directory.resolve("0.cq4")).resolve("inside");
      Files.createFile(stubborn);
      int failures = 0;
      for (int i = 1; i <= 3 * OutboxFiles.TOKENS_A_FILE + 10; i++) {
        try {
          append(outbox, i);
        } catch (IOException undeleted) {
          failures++;
        }
        assertTrue(reader.poll(token), "token " + i);
        assertEquals(i, token.number());
      }
      assertEquals(outbox.appended(), token.number());
      assertEquals(2, failures, "once a roll, and none before there are too many files");
      assertTrue(bytesOf(directory) <= Outbox.MAX_BYTES);
      try (var files = Files.list(directory)) {
        assertEquals(3 + OutboxFiles.FILES_KEPT, files.count(), "the others are deleted");
      }
    }
  }

  @Test
  void shouldBeReadToItsEndAfterItsDirectoryHasGone() throws IOException {
    try (Outbox outbox = new Outbox(directory);
        OutboxReader reader = new OutboxReader(directory, false)) {
      append(outbox, 1);
      assertTrue(reader.poll(token));
      append(outbox, 2);

      ChannelRemover.removeTree(directory);

      assertTrue(reader.poll(token));
      assertEquals(2, token.number());
      append(outbox, 3);
      assertTrue(reader.poll(token));
      assertEquals(3, token.number());
      assertFalse(reader.poll(token));
    }
  }

  /** The queue's own files would be mapped over holes, and stores into them be bus errors. */
  @Test
  void shouldHoldTheSpaceOfItsFilesInAdvance() throws IOException {
    try (Outbox outbox = new Outbox(directory)) {
      for (int i = 1; i <= OutboxFiles.TOKENS_A_FILE + 1; i++) {
        append(outbox, i);
      }
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          boolean list = file.toString().endsWith("t");
          assertTrue(blocks(file) >= (list ? 1 << 16 : OutboxFiles.FILE_BYTES), file::toString);
          assertTrue(blocks(file) <= OutboxFiles.FILE_BYTES, "none was needed beyond: " + file);
        }
      }
    }
  }

  @Test
  void shouldFailWhereItCannotBeMade() {
    assertThrows(NoSuchFileException.class, () -> new Outbox(directory.resolve("deeper")));
  }

  @Test
  void shouldKeepSoManyOfItsNewestTokens() throws IOException {
    try (Outbox outbox = new Outbox(directory);
        OutboxReader reader = new OutboxReader(directory, false)) {
      for (int i = 1; i <= 4 * OutboxFiles.TOKENS_A_FILE; i++) {
        append(outbox, i);
        if (i == 2 * OutboxFiles.TOKENS_A_FILE) {
          while (reader.poll(token)) {}
        }
      }
      for (int i = 2 * OutboxFiles.TOKENS_A_FILE + 1; i <= outbox.appended(); i++) {
        assertTrue(reader.poll(token));
        assertEquals(i, token.number());
      }
      assertEquals(2L * OutboxFiles.TOKENS_A_FILE, Outbox.TOKENS_KEPT);
    }
  }

  private void append(Outbox outbox, int i) throws IOException {
    outbox.append(TokenKind.PUBLISH, 0, 0, i, 0, 0, 0);
  }

  /** What it takes on disk: a mapped file is longer than that. */
  private static long bytesOf(Path directory) throws IOException {
    return said("du", "-s", "-B1", directory.toString());
  }

  @Test
  void shouldNameTheKindsOfItsFiles() throws IOException {
    try (Outbox outbox = new Outbox(directory)) {
      append(outbox, 1);
      try (var files = Files.list(directory)) {
        List<String> endings =
            files
                .map(file -> file.getFileName().toString().replaceAll(".*\\.", ""))
                .sorted()
                .toList();
        assertEquals(List.of("cq4", "cq4t", "precreated"), endings);
      }
    }
  }

  /** Bytes of a file that are no hole. */
  private static long blocks(Path file) throws IOException {
    return 512 * said("stat", "-c", "%b", file.toString());
  }

  /** The number that a command says first. */
  private static long said(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return Long.parseLong(said.replaceAll("\\s(?s:.*)", ""));
  }
}
