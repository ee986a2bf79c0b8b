package dev.baton.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What figures were measured on. */
public final class Machine {
  private Machine() {}

  /** Processor, cores and kernel, and how busy it is now, in a line. */
  public static String words() throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("an unknown processor");
    String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    String load = Files.readString(Path.of("/proc/loadavg"));
    int dot = kernel.indexOf('.', kernel.indexOf('.') + 1);
    return "%s, %d cores, Linux %s, load average %s when it began"
        .formatted(
            model,
            Runtime.getRuntime().availableProcessors(),
            dot < 0 ? kernel : kernel.substring(0, dot),
            load.substring(0, load.indexOf(' ')));
  }
}
