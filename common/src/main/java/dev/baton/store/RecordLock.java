package dev.baton.store;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The kernel's lock on a member's record in {@code control.dat}: on the very bytes that are its
 * own. Nobody can remove it and leave the record: a lock file can be removed, or replaced, while
 * its member lives.
 *
 * <p>Every process opens and closes {@code control.dat} now and then, which would end a lock of the
 * kind that {@link KernelLock} takes; so it is an {@link OpenFileLock}. Looking needs no right but
 * to read.
 */
public final class RecordLock implements AutoCloseable {
  /** Somebody who looks holds a shared lock for a moment; one that takes longer counts as held. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final Path file;
  private final Object key;
  private final OpenFileLock lock;

  private RecordLock(Path file, Object key, OpenFileLock lock) {
    this.file = file;
    this.key = key;
    this.lock = lock;
  }

  /**
   * Takes the lock of the record at {@code index} if nobody holds it.
   *
   * @return the lock, or null if somebody, in this process or another, holds it
   */
  public static RecordLock tryAcquire(ChannelDirectory directory, int index) throws IOException {
    Path file = directory.control();
    Object key = FileKey.of(file);
    OpenFileLock lock = OpenFileLock.open(file, ControlLayout.member(index), MemberLayout.SIZE);
    try {
      if (!acquire(lock)) {
        lock.close();
        return null;
      }
      return new RecordLock(file, key, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static boolean acquire(OpenFileLock lock) throws IOException {
    long start = System.nanoTime();
    do {
      if (lock.tryExclusive()) {
        return true;
      }
      if (!lock.tryShared()) {
        return false; // held
      }
      lock.unlock(); // there are only some who look
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() - start < LOOK_NANOS);
    return false;
  }

  /**
   * Asks for such a lock on a file of the caller's, whoever may hold one there. Opens and closes
   * it: no {@link KernelLock} of this process may stand on it.
   *
   * @throws IOException if the kernel, or the file system, has none
   */
  public static void probe(Path file) throws IOException {
    try (OpenFileLock lock = OpenFileLock.open(file, 0, MemberLayout.SIZE)) {
      lock.tryExclusive();
    }
  }

  /** Whether somebody, in this process or another, holds the lock. Unsure means held. */
  public static boolean isHeld(ChannelDirectory directory, int index) throws IOException {
    // One at a time: Java refuses a second lock of the same bytes in the same process.
    synchronized (RecordLock.class) {
      try (FileChannel looking =
          FileChannel.open(
              directory.control(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        return looking.tryLock(ControlLayout.member(index), MemberLayout.SIZE, true) == null;
      } catch (NoSuchFileException | OverlappingFileLockException unsure) {
        return true; // the channel was removed, or somebody in this process locks without us
      }
    }
  }

  /** Whether the locked file is still the channel's {@code control.dat}. */
  public boolean isInPlace() throws IOException {
    return key != null && key.equals(FileKey.of(file));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
