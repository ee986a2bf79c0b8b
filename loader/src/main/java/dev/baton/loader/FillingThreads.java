package dev.baton.loader;

import dev.baton.io.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Threads that cut shares into pieces and fill them. They touch the memory of slots and sources of
 * their own, and nothing else. They are never interrupted: that would close the file they read.
 */
final class FillingThreads implements AutoCloseable {
  /** The longest that somebody sleeps without looking; he is woken long before. */
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final List<Filler> fillers = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private final AtomicLong pieces = new AtomicLong();
  private volatile boolean closed;

  /** Starts them. */
  FillingThreads(int threads) {
    for (int i = 1; i <= threads; i++) {
      Filler filler = new Filler("baton-fill-" + i);
      filler.setDaemon(true);
      fillers.add(filler);
      filler.start();
    }
  }

  /** Gives each a source of its own, and to all what cuts it, while none fills anything. */
  void use(Source source, Function<Source, SlotFiller> toFiller, ShareCutter cutter) {
    for (Filler filler : fillers) {
      Source its = source.another();
      filler.work = new Work(its, toFiller.apply(its), cutter);
    }
  }

  /** There is something to cut. */
  void wake() {
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

  /** Lets each come to the end of its piece, and ends it. */
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

  private record Work(Source source, SlotFiller slotFiller, ShareCutter cutter) {}

  private final class Filler extends Thread {
    private final Piece piece = new Piece();
    private volatile Work work;

    private Filler(String name) {
      super(name);
    }

    @Override
    public void run() {
      while (!closed) {
        Work now = work;
        boolean fills = now != null && now.cutter.cut(now.source, piece);
        boolean isLast = fills && piece.fill(now.source, now.slotFiller);
        if (fills) {
          pieces.incrementAndGet();
          now.cutter.done();
        }
        if (isLast || (now != null && now.cutter.isEnded())) {
          LockSupport.unpark(owner);
        }
        if (!fills) {
          LockSupport.parkNanos(fillers, LONGEST_PARK_NANOS * 100);
        }
      }
    }
  }
}
