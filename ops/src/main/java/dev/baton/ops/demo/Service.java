package dev.baton.ops.demo;

import dev.baton.error.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A loader or a processor that the demo runs as a process of its own. */
final class Service {
  /** The launchers' variable; every other one is for services that a user starts himself. */
  private static final String JAVA_OPTIONS = "BATON_JAVA_OPTS";

  private static final int LAST_LINES = 8;

  private final String name;
  private final Process process;
  private final Path log;
  private boolean isStopped;

  private Service(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a service.
   *
   * @param showOutput whether its standard output is for the terminal, the log being on standard
   *     error; both go to the file otherwise
   */
  static Service start(
      String name, Path launcher, List<String> arguments, Path log, boolean showOutput)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(each -> each.startsWith("BATON_") && !each.equals(JAVA_OPTIONS));
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    if (showOutput) {
      builder.redirectOutput(Redirect.INHERIT).redirectError(log.toFile());
    } else {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    return new Service(name, builder.start(), log);
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has ended, and not well. */
  boolean hasFailed() {
    return !process.isAlive() && process.exitValue() != 0;
  }

  /**
   * How likely it is not the culprit, when several have failed: 0 if it failed for a reason of its
   * own, 1 if it was asked by another one, 2 if the demo ended it.
   */
  int innocence() {
    return isStopped ? 2 : process.exitValue() == Reason.UNAVAILABLE.exitCode() ? 1 : 0;
  }

  /** How it ended: an exit code, or 128 and the number of the signal that killed it. */
  int exitCode() {
    return process.exitValue();
  }

  /** Waits for its end; answers whether it has come. */
  boolean await(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Asks it to leave in order. */
  void stop() {
    isStopped = process.isAlive();
    process.destroy();
  }

  /** Ends it, whatever it is doing. */
  void kill() {
    process.destroyForcibly();
  }

  /** The last things it said. */
  List<String> lastLines() {
    try {
      List<String> all =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
