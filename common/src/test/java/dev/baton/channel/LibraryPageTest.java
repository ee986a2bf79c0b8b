package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.testing.ChildJvm;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Keeps docs/library.md honest: its examples are files, and they run. */
@Timeout(60)
final class LibraryPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path EXAMPLES = DOCS.resolve("examples").resolve("library");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  @Test
  void shouldQuoteTheExamplesWordForWord() throws IOException {
    List<String> quoted =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page())
            .results()
            .map(quotation -> quotation.group(1))
            .toList();

    assertEquals(
        List.of(
            Files.readString(EXAMPLES.resolve("FillSlots.java")),
            Files.readString(EXAMPLES.resolve("SumSlots.java"))),
        quoted);
  }

  @Test
  void shouldLinkToFilesThatExist() throws IOException {
    Pattern.compile("\\]\\(([^)#]+)\\)")
        .matcher(page())
        .results()
        .map(link -> DOCS.resolve(link.group(1)))
        .forEach(file -> assertTrue(Files.exists(file), file.toString()));
  }

  @Test
  void shouldRunBothSidesInProcessesOfTheirOwn() throws Exception {
    Path classes = compile();
    String channel = dir.resolve("channel").toString();
    try (ChildJvm loader =
        ChildJvm.startMain(dir.resolve("loader.log"), classes, "library.FillSlots", channel)) {
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> Channel.exists(Path.of(channel)) || !loader.isAlive());
      try (ChildJvm processor =
          ChildJvm.startMain(dir.resolve("sum.log"), classes, "library.SumSlots", channel)) {
        assertEquals(0, loader.await(), loader::output);
        assertEquals(0, processor.await(), processor::output);
        assertTrue(processor.output().contains("sum 49999995000000\n"), processor.output());
      }
    }
  }

  private Path compile() throws IOException {
    Path classes = Files.createDirectory(dir.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "--release",
            "17",
            "-Xlint:all,-path",
            "-Werror",
            "-proc:none");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var sources =
          files.getJavaFileObjects(
              EXAMPLES.resolve("FillSlots.java"), EXAMPLES.resolve("SumSlots.java"));
      assertTrue(
          compiler.getTask(said, files, null, options, null, sources).call(), said::toString);
    }
    return classes;
  }

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("library.md"));
  }
}
