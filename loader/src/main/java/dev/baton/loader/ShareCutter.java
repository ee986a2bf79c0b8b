package dev.baton.loader;

import dev.baton.error.BatonException;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where the share behind a share begins, by passing over as many values as go into a slot. It
 * reads ahead of those who fill, much faster than they do, and may be wrong: what it says counts
 * only if the share in front ends just there.
 */
final class ShareCutter {
  private static final Logger LOG = LoggerFactory.getLogger(ShareCutter.class);

  /** As much as is looked at before the work loop goes round: some hundred microseconds. */
  private static final int LOOKS = 4;

  /** As many values as are read where they cannot be passed over, or a row. */
  private static final int FEW = 64;

  private final Source source;
  private final long shareValues;
  private final int itemSize;
  private final ByteBuffer few;
  private final SourcePosition next = new SourcePosition();
  private long left;
  private boolean ended;

  /**
   * @param shareValues how many values go into a slot
   */
  ShareCutter(Source source, long shareValues, int itemSize) {
    this.source = source;
    this.shareValues = shareValues;
    this.itemSize = itemSize;
    int row = source.rowLength();
    this.few =
        ByteBuffer.allocate(Math.max(1, FEW / row) * row * itemSize).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Begins with the share at a position. */
  void begin(SourcePosition first) {
    ended = false;
    left = shareValues;
    try {
      source.resume(first);
      source.position(next);
    } catch (IOException | BatonException refused) {
      end(refused);
    }
  }

  /** Where the share begins that is to be cut next, or was {@link #isCut} just now. */
  SourcePosition position() {
    return next;
  }

  /** Whether the share's end is found: all of it is there. */
  boolean isCut() {
    return left == 0 && !ended;
  }

  /** Whether no more whole share is there, or something is in the way. */
  boolean isEnded() {
    return ended;
  }

  /** The share that was cut is taken: goes on with the one behind it. */
  void take() {
    left = shareValues;
    try {
      source.position(next);
    } catch (IOException refused) {
      end(refused);
    }
  }

  /** Looks a little further. */
  void look() {
    try {
      for (int i = 0; i < LOOKS && left > 0 && !ended; i++) {
        long passed = left == 1 ? 0 : source.skim(left - 1);
        left -= passed == 0 ? read() : passed;
      }
    } catch (IOException | BatonException refused) {
      end(refused);
    }
  }

  /** Reads what cannot be passed over: the last values of a share, which show where it ends. */
  private long read() throws IOException {
    few.clear().limit((int) Math.min(few.capacity(), left * itemSize));
    ended = source.fill(few) == Source.Supply.END;
    return few.position() / itemSize;
  }

  /** Whoever fills the slots one by one meets the same, and says so. */
  private void end(Exception refused) {
    ended = true;
    LOG.debug("event=cut_ended why=\"{}\"", refused.getMessage());
  }
}
