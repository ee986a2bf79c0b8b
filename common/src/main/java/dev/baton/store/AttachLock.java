package dev.baton.store;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Serialises creating, attaching, reclaiming and destroying: moments at a channel's edge, never its
 * steady state. It comes before any member's lock.
 */
public final class AttachLock {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What is done while the lock is held. */
  public interface Step<T> {
    /** Does it. */
    T run() throws IOException;
  }

  private AttachLock() {}

  /**
   * Waits for the lock, and holds it during a step.
   *
   * @param timeoutNanos how long to wait at most; a creator may be reserving much memory meanwhile
   * @param notice told once, after a second, what is waited for
   * @return what the step returned
   * @throws BatonException {@link Reason#TRY_AGAIN} after the timeout
   */
  public static <T> T holding(
      ChannelDirectory directory, long timeoutNanos, Consumer<String> notice, Step<T> step)
      throws IOException {
    KernelLock lock = acquire(directory, timeoutNanos, notice);
    try {
      return step.run();
    } finally {
      lock.close();
    }
  }

  private static KernelLock acquire(
      ChannelDirectory directory, long timeoutNanos, Consumer<String> notice) throws IOException {
    Path file = directory.attachLock();
    long start = System.nanoTime();
    boolean noticed = false;
    while (true) {
      KernelLock lock = KernelLock.tryAcquire(file);
      if (lock != null) {
        return lock;
      }
      long waited = System.nanoTime() - start;
      if (waited > timeoutNanos) {
        throw new BatonException(
            Reason.TRY_AGAIN,
            "channel "
                + directory
                + ": "
                + file
                + " is held by somebody who creates, attaches, reclaims or destroys, for "
                + TimeUnit.NANOSECONDS.toSeconds(waited)
                + " s now",
            "find the process with: fuser " + file);
      }
      if (waited > NOTICE_NANOS && !noticed) {
        noticed = true;
        notice.accept(
            "waiting for "
                + file
                + ", held by somebody who creates, attaches, reclaims or destroys");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
