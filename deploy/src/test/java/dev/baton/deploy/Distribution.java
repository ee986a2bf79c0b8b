package dev.baton.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distribution that this build has made, started as processes on the Java of this test. */
final class Distribution {
  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  static final Path CLONE = Path.of("").toAbsolutePath().getParent();

  private final Path home;

  Distribution(Path home) {
    this.home = home;
  }

  /** The one in deploy/target. */
  static Distribution built() {
    try (Stream<Path> all = Files.list(CLONE.resolve("deploy/target"))) {
      List<Path> built =
          all.filter(each -> Files.isRegularFile(each.resolve("lib/baton.jar"))).toList();
      if (built.size() != 1) {
        throw new AssertionError("expected one distribution in deploy/target, found " + built);
      }
      return new Distribution(built.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path home() {
    return home;
  }

  /** A command of bin/, not started yet. */
  Launch command(String name, Object... arguments) {
    return new Launch(home.resolve("bin").resolve(name), arguments);
  }

  /** A main class of the tests on this distribution's class path, as somebody's own program. */
  Launch main(String flag, Class<?> main, Object... arguments) {
    String classPath =
        home.resolve("lib/baton.jar") + ":" + Path.of("target/test-classes").toAbsolutePath();
    Launch java =
        new Launch(JAVA_HOME.resolve("bin/java"), "@" + home.resolve("bin/java-flags"), flag);
    if (Runtime.version().feature() >= 24) {
      java.and("@" + home.resolve("bin/java-flags-24"));
    }
    return java.and("-cp", classPath, main.getName()).and(arguments);
  }
}
