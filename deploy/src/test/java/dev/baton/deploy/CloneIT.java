package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/ in a clone, with a Maven that only counts its builds. */
final class CloneIT {
  @TempDir Path dir;

  private Path clone;
  private FakeJava java;

  @BeforeEach
  void setUp() throws IOException {
    clone = dir.resolve("a clone");
    for (String each : List.of("pom.xml", "bin/baton", "bin/launch.sh", "bin/java-flags")) {
      copy(each);
    }
    Files.createDirectories(clone.resolve(".mvn"));
    Files.createDirectories(clone.resolve("deploy/src/build"));
    Files.createDirectories(clone.resolve("deploy/src/man"));
    Path source = clone.resolve("common/src/main/java/Some.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
    Files.writeString(clone.resolve("common/pom.xml"), "");
    java = FakeJava.in(dir, "17.0.1");
    FakeJava.write(java.home().resolve("bin/javac"), "");
    maven(
        """
        sleep 0.3
        version=$(sed -n '/<artifactId>baton</{n;s/.*<version>\\(.*\\)<.*/\\1/p;}' pom.xml)
        mkdir -p deploy/target/baton-$version/lib
        touch deploy/target/baton-$version/lib/baton.jar deploy/target/baton-$version.tar.gz
        """);
  }

  @Test
  void shouldBuildOnceAndSaySo() throws IOException {
    Finished first = baton().run();
    Finished second = baton().run();

    assertAll(
        () -> assertEquals(0, first.exit(), first::toString),
        () ->
            assertEquals(
                "baton: building the distribution first; Maven's output goes to %s\n"
                    .formatted(clone.resolve("target/build.log")),
                first.err()),
        () -> assertEquals("", second.err()),
        () -> assertEquals(1, builds()));
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewer() throws IOException {
    baton().run();
    later("common/src/main/java/Some.java");

    baton().run();

    assertEquals(2, builds());
  }

  @Test
  void shouldBuildAgainWhenASourceWentAway() throws IOException {
    baton().run();
    Files.delete(clone.resolve("common/src/main/java/Some.java"));
    later("common/src/main/java");

    baton().run();

    assertEquals(2, builds());
  }

  @Test
  void shouldBuildOnceForAllThatStartTogether() throws IOException {
    List<Started> together = Stream.generate(() -> baton().start()).limit(4).toList();

    List<Finished> all = together.stream().map(Started::finished).toList();

    assertAll(all.stream().map(each -> () -> assertEquals(0, each.exit(), each::toString)));
    assertEquals(1, builds());
  }

  @Test
  void shouldNameTheLogOfAFailedBuild() throws IOException {
    maven("echo '[ERROR] Failed to execute goal'; exit 1\n");

    Finished run = baton().run();

    assertEquals(70, run.exit());
    assertTrue(
        run.err()
            .contains(
                "[ERROR] Failed to execute goal; all of it is in "
                    + clone.resolve("target/build.log")),
        run::err);
  }

  @Test
  void shouldSayThatTheBuildNeedsAJdk() throws IOException {
    Files.delete(java.home().resolve("bin/javac"));

    Finished run = baton().run();

    assertEquals(69, run.exit());
    assertTrue(run.err().contains("that needs a JDK; " + java.home()), run::err);
  }

  private Launch baton() {
    return new Distribution(clone)
        .command("baton")
        .with("JAVA_HOME", java.home())
        .with("PATH", dir.resolve("path") + ":" + System.getenv("PATH"));
  }

  private void maven(String script) throws IOException {
    String counting = "#!/bin/sh\necho >>'%s'\n".formatted(dir.resolve("builds"));
    FakeJava.write(dir.resolve("path/mvn"), counting + script);
  }

  private int builds() throws IOException {
    return Files.readAllLines(dir.resolve("builds")).size();
  }

  private void later(String file) throws IOException {
    Files.setLastModifiedTime(clone.resolve(file), FileTime.from(Instant.now().plusSeconds(10)));
  }

  private void copy(String file) throws IOException {
    Files.createDirectories(clone.resolve(file).getParent());
    Files.copy(
        Distribution.CLONE.resolve(file), clone.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
  }
}
