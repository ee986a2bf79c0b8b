package dev.baton.loader;

import dev.baton.channel.ClaimedSlot;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Geometry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Slots filled by several threads at the same time, out of the source that is being read, as long
 * as whole slots of it are left. The work loop calls this between two slots of its own; it alone
 * claims and publishes, in the source's order. One thread.
 */
final class SharedFilling implements AutoCloseable {
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int threadCount;
  private final Geometry geometry;
  private final int step;
  private final long shareValues;
  private final int mostShares;

  /** Claimed, in the source's order; and those that are free for others. */
  private final Deque<Share> shares = new ArrayDeque<>();

  private final Deque<Share> spare = new ArrayDeque<>();
  private final SourcePosition start = new SourcePosition();

  /** Which source cannot be read in pieces; -1 if all can, as far as is known. */
  private long refusedSource = -1;

  private FillingThreads threads;
  private PieceDealer dealer;
  private long valuesLeft;
  private long pieces;
  private long piecesNanos;

  /**
   * @param threads how many; with 1 nothing is ever shared
   */
  SharedFilling(int threads, Geometry geometry, int step) {
    this.threadCount = threads;
    this.geometry = geometry;
    this.step = step;
    this.shareValues = SlotFiller.values(geometry.slotLength(), step);
    int half = Math.min(2 * threadCount, geometry.slots() / 2); // the rest is for processors
    this.mostShares = Math.max(1, half);
  }

  /** Whether slots are being shared out. */
  boolean isUnderWay() {
    return dealer != null;
  }

  /**
   * Begins where a source is, if it can be shared.
   *
   * @param mostValues how many values of it are wanted
   */
  boolean begin(Source source, long mostValues) throws IOException {
    if (threadCount == 1 || mostValues < shareValues) {
      return false;
    }
    source.position(start);
    Source another = start.source == refusedSource ? null : source.another();
    if (another == null) {
      return false;
    }
    if (threads == null) {
      threads = new FillingThreads(threadCount, geometry.dtype().itemSize(), step);
    }
    dealer = new PieceDealer(shareValues, source.rowLength(), another.partLength(), start);
    threads.use(source, dealer);
    valuesLeft = mostValues;
    return true;
  }

  /** The share whose slot is to be published next; null if none is being filled. */
  Share first() {
    return shares.peekFirst();
  }

  /** Whether a slot is wanted for the next share. */
  boolean wantsSlot() {
    return !dealer.isEnded() && shares.size() < mostShares && valuesLeft >= shareValues;
  }

  /** Has the next share filled into a slot. */
  void fill(ClaimedSlot slot) {
    Share share = spare.isEmpty() ? new Share() : spare.removeFirst();
    share.begin(slot, shareValues);
    shares.addLast(share);
    valuesLeft -= shareValues;
    dealer.add(share);
    piecesNanos = System.nanoTime();
  }

  /** The first share is published or given up: the next one is the first. */
  void drop() {
    spare.addLast(shares.removeFirst());
  }

  /** Whether all that could be shared out is filled: no more slot becomes full. */
  boolean isOver() {
    boolean allDealt = dealer.isEnded() || (shares.isEmpty() && valuesLeft < shareValues);
    return allDealt && !dealer.isCopying();
  }

  /** Lets each thread copy what was dealt to it; returns when none touches any slot. */
  void stop() {
    dealer.stop();
    while (dealer.isCopying()) {
      threads.await();
    }
    Throwable failure = dealer.failure();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IllegalStateException("a thread that fills slots could not go on", failure);
    }
    if (dealer.isRefused()) {
      refusedSource = start.source;
    }
  }

  /** Nothing is shared until the next begin. All shares are dropped. */
  void end() {
    dealer = null;
  }

  /** Waits a little for the first share to be done. */
  void await() {
    threads.await();
  }

  /** Whether the threads have got on within the last seconds. */
  boolean getsOn() {
    long now = System.nanoTime();
    long count = threads.pieces();
    if (count != pieces) {
      pieces = count;
      piecesNanos = now;
    }
    return shares.isEmpty() || now - piecesNanos < STUCK_NANOS;
  }

  @Override
  public void close() {
    if (dealer != null) {
      dealer.stop(); // whoever waits for a share waits no more
    }
    if (threads != null) {
      threads.close();
    }
  }
}
