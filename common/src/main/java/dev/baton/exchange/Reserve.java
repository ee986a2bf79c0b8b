package dev.baton.exchange;

import dev.baton.store.Access;
import dev.baton.store.FreeSpace;
import dev.baton.store.Sizes;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The next file of an outbox, whose space is taken before it is needed.
 *
 * <p>A queue's file is mapped, and grows by holes. A store into a hole of a full file system is a
 * bus error, which Java throws as an {@code InternalError} wherever the thread happens to be by
 * then. So no hole is ever mapped: all that a file will hold is written with zeros first, under the
 * name by which Chronicle Queue takes up a file made in advance.
 */
final class Reserve {
  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] ZEROS = new byte[1 << 16];

  private final Path directory;
  private boolean secured;
  private long failedNanos;

  Reserve(Path directory) {
    this.directory = directory;
  }

  /** Whether the next file is there, all of it. */
  boolean isSecured() {
    return secured;
  }

  /** The file has become the one being written. */
  void taken() {
    secured = false;
  }

  /** Takes the space of a file of the queue; if there is none, says so once and is short of it. */
  void secure(String file) {
    try {
      take(file);
    } catch (IOException e) {
      failedNanos = System.nanoTime();
      LOG.warn(
          "event=outbox_short error=\"{}\" effect=\"when its file is full, tokens are not written"
              + " and slot words are looked over instead, until there is room\"",
          e.getMessage());
    }
  }

  /** As {@link #secure}, for one that could not be had before; tries once a second. */
  void secureIfDue(String file) {
    if (System.nanoTime() - failedNanos < RETRY_NANOS) {
      return;
    }
    try {
      take(file);
      LOG.info("event=outbox_secured outbox={}", directory);
    } catch (IOException still) { // which was said
      failedNanos = System.nanoTime();
    }
  }

  /**
   * Takes the space of a file of the queue.
   *
   * @throws IOException with needed and free space
   */
  void take(String file) throws IOException {
    write(OutboxFiles.inAdvance(directory, file), OutboxFiles.FILE_BYTES);
    secured = true;
  }

  /**
   * Writes so many zeros. Not through an interruptible channel: who is asked to stop may be
   * appending.
   *
   * @throws IOException with needed and free space; then there is no such file
   */
  static void write(Path file, long bytes) throws IOException {
    if (free(file) < bytes) { // not first filled to the last byte, in everybody's way
      throw noRoom(file, bytes, "No space left on device", null);
    }
    Files.createFile(file);
    Access.inherit(file); // Chronicle would make its files as the umask says
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      for (long left = bytes; left > 0; left -= ZEROS.length) {
        out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
      }
    } catch (IOException e) {
      IOException failure = noRoom(file, bytes, e.getMessage(), e);
      Files.deleteIfExists(file);
      throw failure;
    }
  }

  private static IOException noRoom(Path file, long bytes, String why, IOException cause)
      throws IOException {
    return new IOException(
        file + ": needs " + Sizes.human(bytes) + ", " + Sizes.human(free(file)) + " free: " + why,
        cause);
  }

  private static long free(Path file) throws IOException {
    return FreeSpace.in(file.getParent());
  }
}
