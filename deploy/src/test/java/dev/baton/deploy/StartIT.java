package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three commands start on this Java: without a word from it, and from the archive. */
final class StartIT {
  private final Distribution distribution = Distribution.built();

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"baton", "baton-loader", "baton-processor"})
  void shouldStartWithoutAWordFromJava(String command) {
    Finished help = distribution.command(command, "--help").run();

    assertAll(
        () -> assertEquals(0, help.exit(), help::toString),
        () -> assertEquals("", help.err()),
        () -> assertTrue(help.out().contains(command), help::out));
  }

  @Test
  void shouldTakeItsClassesFromTheArchive() throws IOException {
    Path log = dir.resolve("classes.log");

    distribution
        .command("baton", "--help")
        .with("BATON_JAVA_OPTS", "-Xlog:class+load:file=" + log)
        .run();

    List<String> fromJars =
        Files.readAllLines(log).stream().filter(line -> line.contains("source: file:")).toList();
    assertEquals(List.of(), fromJars);
  }

  /** Nobody else may be there to do it, and Chronicle's classes are much of a start. */
  @Test
  void shouldTakeBackFromTheDeadBeforeItLoadsChronicle() throws IOException {
    Path log = dir.resolve("classes.log");
    Path channel = dir.resolve("channel");
    distribution
        .command("baton", "create", channel.toString(), "--slots", "2", "--slot-length", "16")
        .run();

    Finished loaded =
        distribution
            .command("baton-loader", "--channel", channel.toString(), "--source", "debug:?end=16")
            .with("BATON_JAVA_OPTS", "-Xlog:class+load:file=" + log)
            .run();
    assertEquals(0, loaded.exit(), loaded::toString);

    List<String> classes = Files.readAllLines(log);
    int taken = firstOf(classes, "dev.baton.channel.Reclaimer ");
    assertTrue(
        taken < firstOf(classes, "net.openhft.chronicle."), () -> "taken back after " + taken);
  }

  private static int firstOf(List<String> lines, String word) {
    int line = 0;
    while (!lines.get(line).contains(word)) {
      line++;
    }
    return line;
  }

  @Test
  void shouldStartWithoutAnArchiveJustAsWell() throws IOException {
    Path copy = dir.resolve("moved to a name with blanks");
    copyWithoutArchive(distribution.home(), copy);

    Finished help = new Distribution(copy).command("baton", "--help").run();

    assertAll(
        () -> assertEquals(0, help.exit(), help::toString), () -> assertEquals("", help.err()));
  }

  private static void copyWithoutArchive(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.filter(path -> !path.startsWith(from.resolve("lib/cds"))).toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }
}
