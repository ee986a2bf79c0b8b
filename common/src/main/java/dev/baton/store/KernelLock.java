package dev.baton.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * An exclusive lock on a file that the kernel drops when the process dies, whatever kills it, also
 * across containers.
 *
 * <p>POSIX drops a process's lock when that process closes <em>any</em> descriptor of the file
 * ({@code fcntl(2)}, "Advisory record locking"). So all descriptors of lock files in this JVM are
 * opened here, and none is opened for a file whose lock this JVM holds.
 */
public final class KernelLock implements AutoCloseable {
  /** Lock files held by this JVM. Guarded by the class. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel descriptor;

  private KernelLock(Path file, FileChannel descriptor) {
    this.file = file;
    this.descriptor = descriptor;
  }

  /**
   * Takes the lock if nobody holds it, making the file if it is missing.
   *
   * @return the lock, or null if somebody, in this process or another, holds it
   */
  public static KernelLock tryAcquire(Path file) throws IOException {
    synchronized (KernelLock.class) {
      if (HELD.contains(file)) {
        return null;
      }
      FileChannel descriptor = open(file);
      try {
        FileLock lock = descriptor.tryLock();
        if (lock == null) {
          descriptor.close();
          return null;
        }
      } catch (OverlappingFileLockException heldUnderAnotherName) {
        descriptor.close();
        return null;
      } catch (IOException e) {
        descriptor.close();
        throw e;
      }
      HELD.add(file);
      return new KernelLock(file, descriptor);
    }
  }

  /** Whether somebody, in this process or another, holds the lock. Unsure means held. */
  public static boolean isHeld(Path file) throws IOException {
    synchronized (KernelLock.class) {
      if (HELD.contains(file)) {
        return true;
      }
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      // A shared lock, so that two who look do not take each other for the holder.
      try (FileChannel descriptor =
              FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
          FileLock lock = descriptor.tryLock(0, Long.MAX_VALUE, true)) {
        return lock == null;
      } catch (OverlappingFileLockException heldUnderAnotherName) {
        return true;
      }
    }
  }

  /**
   * Gives the lock back. The file stays: removing it would let two processes lock two files of one
   * name.
   */
  @Override
  public void close() throws IOException {
    synchronized (KernelLock.class) {
      if (HELD.remove(file)) {
        descriptor.close();
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        ChannelDirectory.OWNER_FILE);
  }
}
