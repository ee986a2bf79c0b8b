package dev.baton.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Free space of file systems, as the kernel tells it. Java's own class for that looks for the mount
 * in {@code /proc}, which may be hidden.
 */
public final class FreeSpace {
  private FreeSpace() {}

  /**
   * Bytes that this user may still write where a file or a directory is.
   *
   * @throws IOException if it is not there
   */
  public static long in(Path place) throws IOException {
    long free = place.toFile().getUsableSpace(); // 0, too, if it cannot be told
    if (free == 0 && !place.toFile().exists()) {
      throw new NoSuchFileException(place.toString());
    }
    return free;
  }
}
