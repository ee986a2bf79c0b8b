package dev.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file that tells how the service is, for whoever has nothing but a shell to look: what was last
 * said of each thing, a line each, {@code READY=1}. Its age is that of the work loop's last turn
 * but for a second. Replaced as a whole, so that nobody reads half of it.
 */
final class StatusFile implements Notifier.Receiver {
  private final Path file;
  private final Path next;
  private final Map<String, String> said = new TreeMap<>();

  /** Makes the file anew: what a service before this one said is gone. */
  StatusFile(Path file) throws IOException {
    this.file = file;
    this.next = file.resolveSibling(file.getFileName() + ".new");
    take("STATUS=starting");
  }

  @Override
  public void take(String state) throws IOException {
    state.lines().forEach(line -> said.put(line.substring(0, line.indexOf('=')), line));
    String all = said.values().stream().collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(next, all);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
