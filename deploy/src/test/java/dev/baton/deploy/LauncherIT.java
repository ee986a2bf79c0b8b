package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bin/: what a user meets before any Java of ours runs. */
final class LauncherIT {
  private final Distribution distribution = Distribution.built();

  @TempDir Path dir;

  @Test
  void shouldFindItsHomeThroughSymbolicLinks() throws IOException {
    Path command = distribution.home().resolve("bin/baton");
    Path first = Files.createSymbolicLink(dir.resolve("first"), command);
    Path second = Files.createSymbolicLink(dir.resolve("second"), Path.of("first"));
    FakeJava java = FakeJava.in(dir, "17.0.1");

    for (Path link : List.of(second, first)) {
      Finished run = new Launch(link).with("JAVA_HOME", java.home()).run();
      assertTrue(java.words(run.out()).contains("-Dbaton.home=" + distribution.home()), run::out);
      Files.delete(link); // or JUnit warns that it points out of its directory
    }
  }

  @Test
  void shouldBecomeTheJavaThatItStarts() throws IOException {
    FakeJava java = FakeJava.in(dir, "17.0.1");

    Finished run = distribution.command("baton").with("JAVA_HOME", java.home()).run();

    assertEquals(run.pid(), java.pid(run.out()));
  }

  @Test
  void shouldHandOnArgumentsAsTheyAre() throws IOException {
    FakeJava java = FakeJava.in(dir, "17.0.1");
    String[] arguments = {"a b", "", "*", "$HOME", "'quoted'", "--sink", "text:x y?format=java"};

    Finished run =
        distribution.command("baton", (Object[]) arguments).with("JAVA_HOME", java.home()).run();

    List<String> words = java.words(run.out());
    assertEquals(List.of(arguments), words.subList(words.size() - arguments.length, words.size()));
  }

  @Test
  void shouldGiveNewerJavaTheFlagsThatOlderJavaRefuses() throws IOException {
    String newer = wordsFor("25.0.1");
    String older = wordsFor("23");

    assertTrue(newer.contains("java-flags-24"), newer);
    assertFalse(older.contains("java-flags-24"), older);
  }

  @Test
  void shouldTakeTheUsersFlagsLast() throws IOException {
    FakeJava java = FakeJava.in(dir, "17.0.1");

    Finished run =
        distribution
            .command("baton-loader")
            .with("JAVA_HOME", java.home())
            .with("BATON_JAVA_OPTS", "-Xmx128m -verbose:gc")
            .run();

    List<String> words = java.words(run.out());
    assertTrue(words.indexOf("-Xmx128m") > words.indexOf("-Xmx64m"), words::toString);
    assertTrue(words.contains("-verbose:gc"), words::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.2", "1.8.0_292", "9"})
  void shouldRefuseOlderJavaInOneSentence(String version) throws IOException {
    FakeJava java = FakeJava.in(dir, version);

    Finished run = distribution.command("baton", "--help").with("JAVA_HOME", java.home()).run();

    assertEquals(78, run.exit());
    assertEquals(
        "baton: Java 17 or newer is needed, but %s is %s; set JAVA_HOME to a newer one\n"
            .formatted(java.home().resolve("bin/java"), version),
        run.err());
  }

  @Test
  void shouldAskJavaForItsVersionWhereNoFileTells() throws IOException {
    FakeJava java = FakeJava.in(dir, "11.0.2");
    Files.delete(java.home().resolve("release"));

    Finished run = distribution.command("baton").with("JAVA_HOME", java.home()).run();

    assertEquals(78, run.exit());
    assertTrue(run.err().contains("is 11.0.2;"), run::err);
  }

  @Test
  void shouldSayWhereJavaIsMissing() {
    Finished run = distribution.command("baton").with("JAVA_HOME", dir).run();

    assertEquals(78, run.exit());
    assertEquals(
        "baton: JAVA_HOME is %s, but there is no %s/bin/java to run\n".formatted(dir, dir),
        run.err());
  }

  private String wordsFor(String version) throws IOException {
    FakeJava java = FakeJava.in(dir.resolve(version), version);
    return distribution.command("baton").with("JAVA_HOME", java.home()).run().out();
  }
}
