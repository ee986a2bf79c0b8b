package dev.baton.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  private static final String GOOD =
      """
      package plug;
      import dev.baton.io.*;
      public final class NAME implements SourceProvider {
        @Override public String kind() { return "KIND"; }
        @Override public String help() { return "KIND:"; }
        @Override public Source open(Spec spec, Elements elements) { return null; }
      }
      """;

  @TempDir Path dir;

  private final Kinds<String> kinds =
      new Kinds<>(
          "source",
          List.of(
              entry("text", Set.of()),
              entry("npy", Set.of(".npy")),
              entry("raw", Set.of(".raw", ".bin", ".f32")),
              entry("sky", Set.of(".sky.raw"))));

  @ParameterizedTest
  @CsvSource({
    "numbers.txt,text,numbers.txt",
    "-,text,-",
    "text:-,text,-",
    "raw:-,raw,-",
    "a.npy,npy,a.npy",
    "a.npy.gz,npy,a.npy.gz",
    "/tmp/a.f32,raw,/tmp/a.f32",
    "a.sky.raw,sky,a.sky.raw",
    "a.csv.gz,text,a.csv.gz",
    "npy:numbers.dat,npy,numbers.dat",
    "text:a.npy,text,a.npy",
    ".npy,npy,.npy",
    "dir.npy/file,text,dir.npy/file",
    "/tmp/a:b.npy,npy,/tmp/a:b.npy",
    "what%3F.npy?x=1,npy,what?.npy"
  })
  void shouldFindTheKind(String text, String kind, String argument) {
    Kinds.Found<String> found = kinds.resolve(text);
    assertEquals(kind, found.provider());
    assertEquals(kind, found.spec().kind());
    assertEquals(argument, found.spec().argument());
  }

  @Test
  void shouldRefuseUnknownAndEmptySpecs() {
    BatonException unknown = assertThrows(BatonException.class, () -> kinds.resolve("nyp:a"));
    assertEquals(Reason.USAGE, unknown.reason());
    assertEquals("did you mean 'npy:'?", unknown.hint());
    BatonException empty = assertThrows(BatonException.class, () -> kinds.resolve(""));
    assertEquals("'': expected a source, kind:argument?key=value or a path", empty.getMessage());
    assertEquals("the kinds are npy raw sky text", empty.hint());
  }

  @Test
  void shouldListHelpByKind() {
    assertEquals(List.of("help npy", "help raw", "help sky", "help text"), kinds.help());
  }

  @Test
  void shouldRefuseTwoOfOneKindOrEnding() {
    BatonException kind =
        assertThrows(
            BatonException.class,
            () -> new Kinds<>("sink", List.of(entry("raw", Set.of()), entry("raw", Set.of()))));
    assertEquals(Reason.CONFIGURATION, kind.reason());
    assertTrue(kind.getMessage().startsWith("two sinks of kind 'raw': "), kind.getMessage());
    BatonException ending =
        assertThrows(
            BatonException.class,
            () -> new Kinds<>("sink", List.of(entry("a", Set.of(".x")), entry("b", Set.of(".x")))));
    assertTrue(ending.getMessage().startsWith("two sinks for files that end in '.x': "));
  }

  @Test
  void shouldRefuseMissingPluginDirectory() {
    Path missing = dir.resolve("none");
    BatonException refused = assertThrows(BatonException.class, () -> Providers.with(missing));
    assertEquals(Reason.USAGE, refused.reason());
    assertEquals(
        "plug-in directory " + missing + ": expected a directory of jars, found none",
        refused.getMessage());
  }

  @Test
  void shouldTakeAnEmptyPluginDirectory() throws IOException {
    try (Providers providers = Providers.with(dir)) {
      assertEquals(Providers.onClassPath().sources().names(), providers.sources().names());
    }
  }

  @Test
  void shouldNameAJarThatIsNone() throws IOException {
    Path jar = dir.resolve("broken.jar");
    Files.writeString(jar, "no zip");
    BatonException refused = assertThrows(BatonException.class, () -> Providers.with(dir));
    assertEquals(Reason.CONFIGURATION, refused.reason());
    assertTrue(refused.getMessage().startsWith("broken plug-in " + jar + ": "));
  }

  @Test
  void shouldNameAProviderWhoseClassIsMissing() throws IOException {
    PluginDirectory plugins = new PluginDirectory(dir);
    Path jar = plugins.pack("lost.jar", SinkProvider.class, "# mine", "plug.Lost");
    BatonException refused =
        assertThrows(BatonException.class, () -> Providers.with(plugins.path()));
    assertEquals(Reason.CONFIGURATION, refused.reason());
    assertTrue(
        refused.getMessage().startsWith("broken plug-in plug.Lost in " + jar + ": "),
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public Broken() { throw new IllegalStateException(\"no licence\"); }",
        "private static final int ONE = Integer.parseInt(\"no licence\");"
      })
  void shouldNameAProviderThatCannotBeMade(String member) throws IOException {
    PluginDirectory plugins = new PluginDirectory(dir);
    plugins.compile("Broken", source("Broken", "broken").replace("{\n  @", "{\n" + member + "\n@"));
    Path jar = plugins.pack("broken.jar", SourceProvider.class, "plug.Broken");
    BatonException refused =
        assertThrows(BatonException.class, () -> Providers.with(plugins.path()));
    assertTrue(
        refused.getMessage().startsWith("broken plug-in plug.Broken in " + jar + ": "),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("no licence"), refused.getMessage());
  }

  @Test
  void shouldNameAProviderThatFailsWhenAsked() throws IOException {
    PluginDirectory plugins = new PluginDirectory(dir);
    plugins.compile("Null", source("Null", "nil").replace("return \"nil\"", "return null"));
    plugins.pack("lazy.jar", SourceProvider.class, "plug.Null");
    BatonException refused =
        assertThrows(BatonException.class, () -> Providers.with(plugins.path()));
    assertTrue(refused.getMessage().startsWith("broken plug-in plug.Null in "));
    assertTrue(refused.getMessage().endsWith("kind() answers null"), refused.getMessage());
  }

  @Test
  void shouldRefuseTwoPluginsOfOneKindByTheirJars() throws IOException {
    PluginDirectory plugins = new PluginDirectory(dir);
    plugins.compile("One", source("One", "same"));
    plugins.compile("Two", source("Two", "same"));
    Path jar = plugins.pack("both.jar", SourceProvider.class, "plug.One", "plug.Two");
    BatonException refused =
        assertThrows(BatonException.class, () -> Providers.with(plugins.path()));
    assertEquals(
        "two sources of kind 'same': plug.One in " + jar + " and plug.Two in " + jar,
        refused.getMessage());
  }

  private static String source(String name, String kind) {
    return GOOD.replace("NAME", name).replace("KIND", kind);
  }

  private static Kinds.Entry<String> entry(String kind, Set<String> endings) {
    return new Kinds.Entry<>(kind, endings, "help " + kind, kind);
  }
}
