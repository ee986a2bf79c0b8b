package dev.baton.ops.torture;

import dev.baton.cli.BatonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that a test ran on, in a line. */
final class Machine {
  private Machine() {}

  static String describe() {
    return Runtime.getRuntime().availableProcessors()
        + " x "
        + processor()
        + ", Linux "
        + firstLine("/proc/sys/kernel/osrelease")
        + ", Java "
        + BatonVersion.java();
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException unknown) {
      return "unknown processor";
    }
  }

  private static String firstLine(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unknown) {
      return "unknown";
    }
  }
}
