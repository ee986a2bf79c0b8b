package dev.baton.loader;

import dev.baton.io.SourcePosition;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cuts the input into pieces, by lengths alone, for threads to read beside each other; and deals
 * the values that they found to shares, in the input's order.
 */
final class PieceDealer {
  private static final int MOST_BETWEEN_MARKS = 1 << 12;
  private static final int FEWEST_BETWEEN_MARKS = 1 << 8;

  /** Where a share ends, a thread reads this part of it again, at most. */
  private static final int PART_READ_AGAIN = 1 << 5;

  private final int valuesBetweenMarks;
  private final long pieceLength;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Share> shares = new ArrayDeque<>();
  private final SourcePosition next = new SourcePosition();
  private final AtomicInteger copying = new AtomicInteger();
  private long pieces;
  private volatile long turn;
  private long lines;
  private volatile boolean ended;
  private volatile boolean refused;
  private volatile Throwable failure;

  /**
   * @param shareValues how many values go into a slot
   * @param rowLength values of a row
   * @param pieceLength how much of the input goes into a piece, in the unit of its offsets
   * @param first where the first share begins
   */
  PieceDealer(long shareValues, int rowLength, long pieceLength, SourcePosition first) {
    long values =
        Math.max(FEWEST_BETWEEN_MARKS, Math.min(MOST_BETWEEN_MARKS, shareValues / PART_READ_AGAIN));
    this.valuesBetweenMarks = (int) Math.max(1, values / rowLength) * rowLength;
    this.pieceLength = pieceLength;
    Share.copy(first, next);
  }

  /** Values are to be dealt to this share too. */
  void add(Share share) {
    lock.lock();
    try {
      shares.add(share);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is dealt any more. */
  void stop() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A thread could not go on. */
  void failed(Throwable why) {
    failure = why;
    stop();
  }

  /** What kept a thread from going on; null if nothing did. */
  Throwable failure() {
    return failure;
  }

  /** Whether it has ended since the source cannot be read in pieces. */
  boolean isRefused() {
    return refused;
  }

  /**
   * Whether nothing more is dealt: no more is there, something is in the way, or it was stopped.
   */
  boolean isEnded() {
    return ended;
  }

  /** Whether somebody copies what was dealt. */
  boolean isCopying() {
    return copying.get() > 0;
  }

  /**
   * Makes a piece the next part of the input.
   *
   * @return whether there is one
   */
  boolean begin(Piece piece) {
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      long end = next.offset + pieceLength;
      piece.begin(pieces, next, end, valuesBetweenMarks);
      pieces++;
      next.offset = end;
      next.line = 0;
      next.part = 0;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether all pieces in front of it have been dealt out. */
  boolean isDue(Piece piece) {
    return turn == piece.number();
  }

  /**
   * Deals out a piece that was read, once all in front of it have been: as much as there are shares
   * for. Waits for that. Then its reader copies what was dealt, says so, and asks for more.
   *
   * @return whether there is something to copy; if not, nothing of this piece is left, or wanted
   */
  boolean deal(Piece piece) {
    lock.lock();
    try {
      while (!ended && (turn < piece.number() || (shares.isEmpty() && !piece.isDealt()))) {
        changed.awaitUninterruptibly();
      }
      if (ended || turn > piece.number()) {
        return false;
      }
      piece.follow(lines);
      boolean deals = !piece.isDealt();
      while (!piece.isDealt() && !shares.isEmpty()) {
        piece.deal(shares.element());
        if (shares.element().room() == 0) {
          shares.remove();
        }
      }
      if (deals) {
        copying.incrementAndGet();
      }
      if (piece.isDealt()) {
        turn = piece.number() + 1;
        lines = piece.lines();
        refused = piece.isRefused();
        ended = piece.isLast(); // whoever sees that sees the last one's reader copying
        changed.signalAll();
      }
      return deals;
    } finally {
      lock.unlock();
    }
  }

  /** What was dealt is in the slots: their memory is not touched any more. */
  void copied() {
    copying.decrementAndGet();
  }
}
