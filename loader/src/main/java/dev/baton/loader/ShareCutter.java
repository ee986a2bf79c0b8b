package dev.baton.loader;

import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts shares into pieces, one after the other, by passing over values without reading them. The
 * threads that fill them do that by turns, each for itself: what one has read to find where its
 * piece ends, it fills from next. That is much faster than filling, and may be wrong: a piece
 * counts only if filling ends just where it was cut.
 */
final class ShareCutter {
  private static final Logger LOG = LoggerFactory.getLogger(ShareCutter.class);

  /** A piece has at least so many values, if the share has them: less is not worth a turn. */
  private static final int FEWEST = 1 << 12;

  /** At most so many are passed over at once. */
  private static final int MOST = 1 << 18;

  /**
   * A piece begins at most so many bytes in front of the end of what its predecessor was cut of.
   */
  private static final int LONGEST_REST = 1 << 11;

  /** As many values as are read where they cannot be passed over, or a row. */
  private static final int FEW = 64;

  private final long shareValues;
  private final int itemSize;
  private final ByteBuffer few;
  private final Queue<Share> shares = new ArrayDeque<>();
  private final SourcePosition next = new SourcePosition();
  private final AtomicInteger underWay = new AtomicInteger();
  private boolean atEnd;

  /** The offset from which on the next piece is likely to be found. */
  private volatile long expected;

  private volatile boolean ended;

  /**
   * @param shareValues how many values go into a slot
   * @param first where the first share begins
   */
  ShareCutter(long shareValues, int rowLength, int itemSize, SourcePosition first) {
    this.shareValues = shareValues;
    this.itemSize = itemSize;
    this.few = // direct as slots are: code that met both kinds of buffer would be slower
        ByteBuffer.allocateDirect(Math.max(1, FEW / rowLength) * rowLength * itemSize)
            .order(ByteOrder.LITTLE_ENDIAN);
    Share.copy(first, next);
    this.expected = first.offset;
  }

  /** The next share. */
  synchronized void add(Share share) {
    shares.add(share);
  }

  /** Nothing is cut any more. */
  synchronized void stop() {
    ended = true;
  }

  /** Whether nothing more is cut: no more is there, something is in the way, or it was stopped. */
  boolean isEnded() {
    return ended;
  }

  /** Whether some piece is being filled. */
  boolean isFilling() {
    return underWay.get() > 0;
  }

  /** A piece that was cut is not touched any more. */
  void done() {
    underWay.decrementAndGet();
  }

  /**
   * Whether a share begins there.
   *
   * @param share the first of those that are not published; null for the one that is added next
   */
  synchronized boolean beginsAt(Share share, SourcePosition position) {
    boolean begun = share != null && share.cut() > 0;
    return begun ? share.beginsAt(position) : Share.isSame(next, position);
  }

  /**
   * Cuts the next piece.
   *
   * @param source the caller's own, which then has that piece's text at hand
   * @return whether there is one; if not, none until a share is added
   */
  boolean cut(Source source, Piece piece) {
    fetch(source); // beside the others: only what cannot be done before comes by turns
    return cutNext(source, piece);
  }

  private void fetch(Source source) {
    try {
      source.fetch(expected);
    } catch (IOException | RuntimeException e) {
      LOG.debug("event=fetch_failed why=\"{}\"", e.getMessage()); // cutting meets it too
    }
  }

  private synchronized boolean cutNext(Source source, Piece piece) {
    Share share = shares.peek();
    if (share == null || ended) {
      return false;
    }
    try {
      expected = Math.max(next.offset, source.fetch(next.offset) - LONGEST_REST);
      source.resume(next);
      if (share.cut() == 0) {
        share.beginAt(next);
      }
      piece.begin(share, share.cut(), next);
      long values = pass(source, shareValues - share.cut());
      source.position(next);
      expected = next.offset;
      share.cut(values, next);
      if (atEnd) {
        share.endSource();
      }
      piece.end(values, next, share.cut() == shareValues);
      if (values > 0) {
        underWay.incrementAndGet();
      }
      ended = atEnd; // whoever sees that sees the last piece under way
      if (share.cut() == shareValues) {
        shares.remove();
      }
      return values > 0;
    } catch (IOException | RuntimeException refused) {
      LOG.debug("event=cut_ended why=\"{}\"", refused.getMessage()); // who fills alone meets it too
      ended = true;
      return false;
    } catch (Error e) {
      share.failed(e);
      ended = true;
      throw e;
    }
  }

  /** Passes over as many values as can be told at once, and over the last of a share. */
  private long pass(Source source, long left) throws IOException {
    long values = 0;
    do {
      long rest = left - values;
      long passed = rest == 1 ? 0 : source.skim(Math.min(rest, MOST) - 1);
      values += passed == 0 ? read(source, rest) : passed;
    } while (values < left && !atEnd && (values < FEWEST || left - values <= FEW));
    return values;
  }

  /** Reads what cannot be passed over: the last values of a share, which show where it ends. */
  private long read(Source source, long left) throws IOException {
    few.clear().limit((int) Math.min(few.capacity(), left * itemSize));
    atEnd = source.fill(few) == Source.Supply.END;
    return few.position() / itemSize;
  }
}
