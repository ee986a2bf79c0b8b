package dev.baton.ops.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process takes, as the kernel tells it.
 *
 * @param rssKib resident memory, shared mappings included
 * @param descriptors open ones
 * @param threads of all kinds
 * @param mappings of files and of memory
 */
record Footprint(long rssKib, long descriptors, long threads, long mappings) {

  /** Of a live process; null if it has just ended. */
  static Footprint of(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try (Stream<Path> descriptors = Files.list(proc.resolve("fd"));
        Stream<String> mappings = Files.lines(proc.resolve("maps"))) {
      List<String> status = Files.readAllLines(proc.resolve("status"));
      return new Footprint(
          value(status, "VmRSS:"),
          descriptors.count(),
          value(status, "Threads:"),
          mappings.count());
    } catch (IOException | UncheckedIOException ended) {
      return null;
    }
  }

  private static long value(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .filter(digits -> !digits.isEmpty())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
