package dev.baton.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What memory a process takes, by {@code /proc/PID/smaps}.
 *
 * @param slotKib resident, of the slots that it has mapped
 * @param otherKib resident, of all else: heap, code, stacks, libraries, queues
 */
record Footprint(long slotKib, long otherKib) {
  static Footprint of(Started process, Path channel) {
    String slots = channel.resolve("slots") + "/";
    long slotKib = 0;
    long otherKib = 0;
    boolean inSlot = false;
    for (String line : lines(process)) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        inSlot = line.contains(slots);
      } else if (line.startsWith("Rss:")) {
        long kib = Long.parseLong(line.replaceAll("\\D", ""));
        slotKib += inSlot ? kib : 0;
        otherKib += inSlot ? 0 : kib;
      }
    }
    return new Footprint(slotKib, otherKib);
  }

  private static List<String> lines(Started process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.process().pid() + "/smaps"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
