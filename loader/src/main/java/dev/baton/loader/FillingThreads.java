package dev.baton.loader;

import dev.baton.io.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that read pieces of the input and copy their values into slots. They touch the memory of
 * slots and sources of their own, and nothing else. They are never interrupted: that would close
 * the file they read.
 */
final class FillingThreads implements AutoCloseable {
  /** The longest that the owner sleeps without looking; it is woken long before. */
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** All pieces together take at most half of what a JVM has by itself outside its heap. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 2;

  /**
   * As many a thread has read before it waits for others to read those in front: so threads that
   * are now faster, now slower, need not wait for each other.
   */
  private static final int PIECES = 3;

  private final List<Filler> fillers = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private final AtomicLong pieces = new AtomicLong();
  private volatile boolean closed;

  /**
   * Starts them.
   *
   * @param itemSize bytes of a value
   * @param step each so many elements of a slot, one is a value
   */
  FillingThreads(int threads, int itemSize, int step) {
    long mostBytes = Math.min(Integer.MAX_VALUE, MOST_BYTES / PIECES / threads);
    for (int i = 1; i <= threads; i++) {
      Filler filler = new Filler("baton-fill-" + i, itemSize, step, mostBytes);
      filler.setDaemon(true);
      fillers.add(filler);
      filler.start();
    }
  }

  /** Has them read another source, each by one of its own, while none fills anything. */
  void use(Source source, PieceDealer dealer) {
    for (Filler filler : fillers) {
      filler.work = new Work(source.another(), dealer);
      LockSupport.unpark(filler);
    }
  }

  /** How many pieces have been read: while that grows, they get on. */
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

  private static final class Work {
    private final Source source;
    private final PieceDealer dealer;

    private Work(Source source, PieceDealer dealer) {
      this.source = source;
      this.dealer = dealer;
    }
  }

  private final class Filler extends Thread {
    private final Deque<Piece> spare = new ArrayDeque<>();

    /** In the input's order. */
    private final Deque<Piece> read = new ArrayDeque<>();

    private volatile Work work;
    private Work current;

    private Filler(String name, int itemSize, int step, long mostBytes) {
      super(name);
      for (int i = 0; i < PIECES; i++) {
        spare.add(new Piece(itemSize, step, mostBytes));
      }
    }

    @Override
    public void run() {
      while (!closed) {
        turnTo(work);
        try {
          if (current != null && read()) {
            fillWhatIsDue();
          } else if (!read.isEmpty()) {
            fill();
          } else if (!closed && work == current) { // a lock may have used up what woke it
            LockSupport.park(fillers);
          }
        } catch (RuntimeException | Error e) {
          current.dealer.failed(e);
          LockSupport.unpark(owner);
        }
      }
    }

    private void turnTo(Work next) {
      if (next != current) {
        spare.addAll(read); // nobody wants them any more
        read.clear();
        current = next;
      }
    }

    private boolean read() {
      Piece piece = spare.peek();
      if (piece == null || !current.dealer.begin(piece)) {
        return false;
      }
      piece.read(current.source);
      pieces.incrementAndGet();
      read.add(spare.remove());
      return true;
    }

    private void fillWhatIsDue() {
      while (!read.isEmpty() && current.dealer.isDue(read.element())) {
        fill();
      }
    }

    /** Fills what the first piece belongs to; waits for those in front of it. */
    private void fill() {
      Piece piece = read.element();
      while (current.dealer.deal(piece)) {
        copy(piece);
      }
      spare.add(read.remove());
      if (current.dealer.isEnded()) {
        LockSupport.unpark(owner);
      }
    }

    private void copy(Piece piece) {
      boolean isDone = false;
      try {
        isDone = piece.copy(current.source);
      } finally {
        current.dealer.copied();
      }
      if (isDone) {
        LockSupport.unpark(owner);
      }
    }
  }
}
