package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Style that can be checked is checked here, over the sources of all modules. */
final class TidyTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", "LICENSE");
  private static final Pattern TEXT =
      Pattern.compile(
          ".*\\.(java|xml|md|sh|py|pml|html|css|js|ya?ml|properties|env|service|target|conf)");
  private static final int MOST_LINES = 400;

  /**
   * Settings are read in dev.baton.cli alone; Chronicle takes its own from nowhere else, and where
   * a process is to die has to be a constant.
   */
  private static final List<String> READERS_OF_PROPERTIES =
      List.of(
          "/dev/baton/cli/",
          "/dev/baton/store/ChronicleSettings.java",
          "/dev/baton/crash/ArmedPoint.java");

  private static final List<Path> FILES = files();

  @Test
  void shouldKeepFilesShort() {
    assertNone(FILES.stream().filter(file -> lines(file).size() > MOST_LINES));
  }

  @Test
  void shouldHaveNoTabs() {
    assertNone(linesWith(file -> true, "\t"));
  }

  @Test
  void shouldLeaveNothingToDo() {
    assertNone(linesWith(file -> true, "TO" + "DO", "FIX" + "ME"));
  }

  @Test
  void shouldWaitOnConditionsNotOnTime() {
    assertNone(linesWith(TidyTest::isJava, "Thread." + "sleep"));
  }

  @Test
  void shouldRunEveryTest() {
    assertNone(linesWith(TidyTest::isJava, "@" + "Disabled"));
  }

  @Test
  void shouldNameClassesAfterWhatTheyAre() {
    Pattern vague = Pattern.compile(".*(Util|Helper|Manager).*\\.java");
    assertNone(FILES.stream().filter(file -> vague.matcher(name(file)).matches()));
  }

  @Test
  void shouldReadSettingsInOnePlace() {
    assertNone(
        linesWith(
            file ->
                isJava(file)
                    && file.toString().contains("/src/main/")
                    && READERS_OF_PROPERTIES.stream().noneMatch(file.toString()::contains),
            "System.getenv",
            "System.getProperty"));
  }

  private static void assertNone(Stream<?> offenders) {
    assertEquals("", String.join("\n", offenders.map(Object::toString).toList()));
  }

  private static Stream<String> linesWith(Predicate<Path> which, String... words) {
    return FILES.stream().filter(which).flatMap(file -> linesWith(file, words));
  }

  private static Stream<String> linesWith(Path file, String... words) {
    List<String> lines = lines(file);
    return IntStream.range(0, lines.size())
        .filter(index -> Stream.of(words).anyMatch(lines.get(index)::contains))
        .mapToObj(index -> file + ":" + (index + 1) + ": " + lines.get(index).strip());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Relative to the root; scripts have no ending, but stand in bin/ or .ci/. */
  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(Files::isRegularFile)
          .map(ROOT::relativize)
          .filter(TidyTest::isOurs)
          .filter(file -> TEXT.matcher(name(file)).matches() || isScript(file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path file) {
    return IntStream.range(0, file.getNameCount())
        .noneMatch(index -> NOT_OURS.contains(file.getName(index).toString()));
  }

  private static boolean isScript(Path file) {
    return file.startsWith("bin") || file.startsWith(".ci");
  }

  private static boolean isJava(Path file) {
    return name(file).endsWith(".java");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
