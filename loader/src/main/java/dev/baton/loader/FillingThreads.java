package dev.baton.loader;

import dev.baton.io.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Threads that fill shares, in the order in which they are handed over. They touch the memory of
 * slots and sources of their own, and nothing else. They are never interrupted: that would close
 * the file they read.
 */
final class FillingThreads implements AutoCloseable {
  /** The longest that somebody sleeps without looking; he is woken long before. */
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Queue<Share> shares;
  private final List<Filler> fillers = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private final AtomicLong pieces = new AtomicLong();
  private volatile boolean closed;

  /**
   * Starts them.
   *
   * @param mostShares how many shares are handed over at most, and not done
   */
  FillingThreads(int threads, int mostShares) {
    this.shares = new ArrayBlockingQueue<>(mostShares);
    for (int i = 1; i <= threads; i++) {
      Filler filler = new Filler("baton-fill-" + i);
      filler.setDaemon(true);
      fillers.add(filler);
      filler.start();
    }
  }

  /** Gives each a source of its own, while all shares are done. */
  void use(Source source, Function<Source, SlotFiller> toFiller) {
    for (Filler filler : fillers) {
      filler.source = source.another();
      filler.slotFiller = toFiller.apply(filler.source);
    }
  }

  /** Hands over a share. */
  void fill(Share share) {
    shares.add(share);
    fillers.forEach(LockSupport::unpark);
  }

  /** How many pieces of slots have been filled: while that grows, they get on. */
  long pieces() {
    return pieces.get();
  }

  /** Waits a little for a share to be done; may come back early. For the thread that made this. */
  void await() {
    LockSupport.parkNanos(this, LONGEST_PARK_NANOS);
  }

  /** Lets each come to the end of its share, and ends it. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    for (Filler filler : fillers) {
      LockSupport.unpark(filler);
      while (filler.isAlive()) {
        try {
          filler.join();
        } catch (InterruptedException e) {
          interrupted = true; // slots must not be given back while somebody writes into them
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Filler extends Thread {
    private Source source;
    private SlotFiller slotFiller;

    private Filler(String name) {
      super(name);
    }

    @Override
    public void run() {
      while (!closed) {
        Share share = shares.poll();
        if (share == null) {
          LockSupport.parkNanos(shares, LONGEST_PARK_NANOS * 100);
        } else {
          share.fill(source, slotFiller, pieces::incrementAndGet);
          LockSupport.unpark(owner);
        }
      }
    }
  }
}
