package dev.baton.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An exclusive lock on a file that the kernel drops when the process dies, whatever kills it, also
 * across containers.
 *
 * <p>POSIX drops a process's lock when that process closes <em>any</em> descriptor of the file
 * ({@code fcntl(2)}, "Advisory record locking"). So all descriptors of lock files in this JVM are
 * opened here, and none is opened for a file whose lock this JVM holds. A file is known by what the
 * file system calls it, since one file may have several paths.
 */
public final class KernelLock implements AutoCloseable {
  /** Somebody who looks holds a shared lock for a moment; one that takes longer counts as held. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private static final Set<OpenOption> TO_LOOK =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> TO_HOLD =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /**
   * The locks that this JVM holds, by the keys of their files. It keeps those that were forgotten,
   * too: Java closes a forgotten descriptor some day, and then the file system may give its key to
   * another file. Guarded by the class.
   */
  private static final Map<Object, KernelLock> HELD = new HashMap<>();

  /** Files that somebody in this JVM locked without this class. Closing one would end that lock. */
  private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

  private final Object key;
  private final FileChannel descriptor;
  private boolean closed;

  private KernelLock(Object key, FileChannel descriptor) {
    this.key = key;
    this.descriptor = descriptor;
  }

  /**
   * Takes the lock if nobody holds it, making the file if it is missing.
   *
   * @return the lock, or null if somebody, in this process or another, holds it
   */
  public static KernelLock tryAcquire(Path file) throws IOException {
    synchronized (KernelLock.class) {
      while (true) {
        Object key = FileKey.of(file);
        if (key == null) {
          make(file);
        } else if (HELD.containsKey(key)) {
          return null;
        } else {
          FileChannel descriptor = openIfThere(file, TO_HOLD);
          if (descriptor != null && !lock(descriptor)) {
            return null;
          }
          // A file that was removed or replaced meanwhile is not the one that others will lock.
          if (descriptor != null && key.equals(FileKey.of(file))) {
            KernelLock lock = new KernelLock(key, descriptor);
            HELD.put(key, lock);
            return lock;
          }
          if (descriptor != null) {
            descriptor.close();
          }
        }
      }
    }
  }

  /**
   * Whether somebody, in this process or another, holds the lock. Unsure means held. Whoever looks
   * may be unable to write: from a container that mounts the channel read-only.
   */
  public static boolean isHeld(Path file) throws IOException {
    synchronized (KernelLock.class) {
      Object key = FileKey.of(file);
      if (key == null || HELD.containsKey(key)) {
        return key != null;
      }
      FileChannel descriptor = openIfThere(file, TO_LOOK);
      if (descriptor == null) {
        return false;
      }
      try {
        // Shared, so that two who look do not take each other for the holder.
        boolean held = descriptor.tryLock(0, Long.MAX_VALUE, true) == null;
        descriptor.close();
        return held;
      } catch (OverlappingFileLockException heldByOthersOfThisJvm) {
        NEVER_CLOSED.add(descriptor);
        return true;
      }
    }
  }

  /** Whether the locked file is still the one at that path. */
  public boolean isInPlace(Path file) throws IOException {
    return key.equals(FileKey.of(file));
  }

  /** Gives the lock back. The file stays, for whoever takes it next. */
  @Override
  public void close() throws IOException {
    synchronized (KernelLock.class) {
      if (!closed) {
        closed = true;
        HELD.remove(key);
        descriptor.close();
      }
    }
  }

  /** Locks, or closes the descriptor and answers false. */
  private static boolean lock(FileChannel descriptor) throws IOException {
    try {
      long start = System.nanoTime();
      do {
        if (descriptor.tryLock() != null) {
          return true;
        }
        FileLock shared = descriptor.tryLock(0, Long.MAX_VALUE, true);
        if (shared == null) {
          break; // held
        }
        shared.release(); // there are only some who look
        LockSupport.parkNanos(PAUSE_NANOS);
      } while (System.nanoTime() - start < LOOK_NANOS);
    } catch (OverlappingFileLockException heldByOthersOfThisJvm) {
      NEVER_CLOSED.add(descriptor);
      return false;
    } catch (IOException e) {
      descriptor.close();
      throw e;
    }
    descriptor.close();
    return false;
  }

  private static void make(Path file) throws IOException {
    try {
      Access.createFile(file).close(); // nobody in this JVM holds its lock: nobody knows it
    } catch (FileAlreadyExistsException e) {
      return; // somebody else was first, and its file is as good
    }
  }

  private static FileChannel openIfThere(Path file, Set<OpenOption> how) throws IOException {
    try {
      return FileChannel.open(file, how);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
