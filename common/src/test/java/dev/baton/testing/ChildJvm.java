package dev.baton.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A Java process of its own, run with the class path and flags of the tests. What it prints goes to
 * a file, which stays as evidence beside the channel when a test fails.
 */
public final class ChildJvm implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 30;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code main} of a class; what it prints goes to {@code log}. */
  public static ChildJvm start(Path log, Class<?> main, String... arguments) {
    return start(log, List.of(), main, arguments);
  }

  /** Starts {@code main} of a class with further flags for Java. */
  public static ChildJvm start(Path log, List<String> flags, Class<?> main, String... arguments) {
    return start(log, List.of(), flags, main, arguments);
  }

  /** Starts {@code main} of a class with a command in front of Java's, such as {@code env}. */
  public static ChildJvm start(
      Path log, List<String> front, List<String> flags, Class<?> main, String... arguments) {
    String classPath = System.getProperty("java.class.path");
    return start(log, front, flags, classPath, main.getName(), arguments);
  }

  /** Starts {@code main} of a class that is not among the tests'. */
  public static ChildJvm startMain(Path log, Path classes, String main, String... arguments) {
    String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
    return start(log, List.of(), List.of(), classPath, main, arguments);
  }

  private static ChildJvm start(
      Path log,
      List<String> front,
      List<String> flags,
      String classPath,
      String main,
      String... arguments) {
    List<String> command = new ArrayList<>(front);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@../bin/java-flags");
    if (Runtime.version().feature() >= 24) {
      command.add("@../bin/java-flags-24");
    }
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    try {
      return new ChildJvm(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed something. */
  public ChildJvm awaitOutput(String regex) {
    Pattern wanted = Pattern.compile(regex);
    Awaitility.await("output '" + regex + "' of " + log)
        .pollDelay(0, TimeUnit.MILLISECONDS)
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .atMost(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .until(() -> wanted.matcher(output()).find() || failsToPrint(wanted));
    return this;
  }

  /** Everything that it has printed so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends it a line. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end, and answers with its exit code. */
  public int await() throws InterruptedException {
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + log + "\n" + output());
    }
    return process.exitValue();
  }

  /** SIGKILL, and the wait for it to take effect. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean failsToPrint(Pattern wanted) {
    if (!process.isAlive() && !wanted.matcher(output()).find()) {
      throw new IllegalStateException(
          "ended with " + process.exitValue() + " before '" + wanted + "':\n" + output());
    }
    return false;
  }
}
