package dev.baton.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  private static final int MAX_BYTES = 4096;

  private final LoggerContext context = new LoggerContext();
  @TempDir private Path directory;

  @BeforeEach
  void adapt() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void shouldRenameAFullFileAndGoOnInANewOne() throws IOException {
    Path file = directory.resolve("loader.log");
    Logger log = start(new LogFile(file, MAX_BYTES, 7, 100 * MAX_BYTES));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              log.info("event=filler text={}", "x".repeat(500));
              return files().size() >= 3;
            });
    List<Path> all = files();
    assertTrue(all.contains(file), all.toString());
    assertTrue(
        all.stream().anyMatch(f -> f.getFileName().toString().matches("loader\\.log\\.20.*\\.0")),
        all.toString());
  }

  @Test
  void shouldRefuseAFileThatCannotBeWritten() {
    Path inFile = directory.resolve("file/loader.log");
    BatonException refused =
        assertThrows(
            BatonException.class,
            () -> {
              Files.createFile(inFile.getParent());
              start(new LogFile(inFile, MAX_BYTES, 7, MAX_BYTES));
            });
    assertEquals(Reason.CANNOT_CREATE, refused.reason());
  }

  private Logger start(LogFile file) {
    new Logging(context, LogLevel.INFO, new TextLines(true)).startOn(file);
    return context.getLogger("dev.baton.Test");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }
}
