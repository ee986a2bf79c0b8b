package dev.baton.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One test's own place in shared memory: a channel, files, and the processes that were started. All
 * of it is gone after the test; if the test failed, {@link Evidence} of it stays.
 */
final class Scene implements BeforeEachCallback, AfterEachCallback {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Distribution distribution = Distribution.built();
  private final List<Started> started = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private String title;
  private Path dir;

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    title =
        test.getRequiredTestClass().getSimpleName()
            + "."
            + test.getRequiredTestMethod().getName()
            + test.getDisplayName().replaceAll("\\W+", "-").replaceAll("^should.*|-$", "");
    Path parent = Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : Path.of("/tmp");
    dir = Files.createTempDirectory(parent, "baton-test-");
    Files.createDirectory(logs());
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    if (test.getExecutionException().isPresent()) {
      Evidence evidence = new Evidence(title, dir);
      evidence.threads(started);
      stopAll();
      evidence.keep(said, started);
    }
    stopAll();
    Tree.remove(dir);
  }

  /** A file, or a directory, of this test's. */
  Path file(String name) {
    return dir.resolve(name);
  }

  /** The channel's directory; there is none at first. */
  Path channel() {
    return file("channel");
  }

  /** All files there are, with their sizes; what processes say does not count. */
  String files() {
    try {
      return Tree.listing(dir).replaceAll("(?m)^logs.*\\R", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code baton-loader} on the channel. */
  Launch loader(Object... arguments) {
    return service("baton-loader", channel(), arguments);
  }

  /** {@code baton-processor} on the channel. */
  Launch processor(Object... arguments) {
    return service("baton-processor", channel(), arguments);
  }

  /** A service on a channel. */
  Launch service(String name, Path channel, Object... arguments) {
    return command(name, "--channel", channel).and(arguments);
  }

  /** A command of the distribution. */
  Launch command(String name, Object... arguments) {
    return owned(distribution.command(name, arguments));
  }

  /** A main class of the tests, on the distribution's class path. */
  Launch main(String flag, Class<?> main, Object... arguments) {
    return owned(distribution.main(flag, main, arguments));
  }

  /** A shell's command line. */
  Launch shell(String line) {
    return owned(new Launch(Path.of("/bin/sh"), "-c", line));
  }

  /** Where a command of the distribution is, for a shell's command line. */
  Path program(String name) {
    return distribution.home().resolve("bin").resolve(name);
  }

  /** For the log of the build, and the evidence. */
  void say(String line) {
    said.add(line);
    System.out.println(title + ": " + line);
  }

  /** Random, with its seed told; {@code -Dbaton.seed=N} runs the same again. */
  Random random() {
    long seed = Long.getLong("baton.seed", System.nanoTime());
    say("seed " + seed + ", the same again with -Dbaton.seed=" + seed);
    return new Random(seed);
  }

  private Launch owned(Launch launch) {
    return launch.keepingOutputsIn(logs(), started::add);
  }

  private void stopAll() {
    for (Started each : started) {
      try {
        each.process().destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted while " + each + " was stopped", e);
      }
    }
  }

  private Path logs() {
    return dir.resolve("logs");
  }
}
