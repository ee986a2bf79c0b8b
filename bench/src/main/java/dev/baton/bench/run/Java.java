package dev.baton.bench.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java that benchmarks run on.
 *
 * @param home its home directory
 * @param feature 17, 25, ...
 */
public record Java(Path home, int feature) {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /**
   * The flags that every measured JVM gets, ours and the peers' alike: room for peers that make an
   * array for each message; no counters in a file, whose write-back can stall a hand-off.
   */
  private static final List<String> FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx1536m",
          "-XX:+UseSerialGC",
          "-XX:+PerfDisableSharedMem",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "-Dlogback.configurationFile=bench-logback.xml");

  /** The Java in a directory, read from its release file. */
  public static Java in(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      if (version.find()) {
        return new Java(home, Integer.parseInt(version.group(1)));
      }
      throw new IllegalArgumentException(home + "/release names no JAVA_VERSION");
    } catch (IOException e) {
      throw new UncheckedIOException("no Java in " + home, e);
    }
  }

  /** The Java that runs this. */
  public static Java running() {
    Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());
    return new Java(java.getParent().getParent(), Runtime.version().feature());
  }

  /** Its {@code java}. */
  public Path executable() {
    return home.resolve("bin/java");
  }

  /** The flags of every measured JVM. */
  public List<String> flags(Path clone) {
    List<String> flags = new ArrayList<>();
    flags.add("@" + clone.resolve("bin/java-flags"));
    if (feature >= 24) {
      flags.add("@" + clone.resolve("bin/java-flags-24"));
    }
    flags.addAll(FLAGS);
    return flags;
  }

  /**
   * The command that runs a main class of ours, on one core if {@code core} is not negative.
   *
   * @param clone where {@code bin/java-flags} is
   */
  public List<String> command(Path clone, int core, Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    if (core >= 0) {
      command.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    command.add(executable().toString());
    command.addAll(flags(clone));
    command.addAll(List.of("-cp", classPath(), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  private static String classPath() {
    StringBuilder absolute = new StringBuilder();
    for (String entry :
        ManagementFactory.getRuntimeMXBean().getClassPath().split(File.pathSeparator, -1)) {
      absolute
          .append(absolute.isEmpty() ? "" : File.pathSeparator)
          .append(Path.of(entry).toAbsolutePath());
    }
    return absolute.toString();
  }
}
