package dev.baton.loader;

import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;

/**
 * Values of a share that one thread fills at once: as many as are found in the text that it has
 * just read. Each thread has one, and uses it again and again.
 */
final class Piece {
  /** By the elements of slots, this thread's own views of them. */
  private final IdentityHashMap<ByteBuffer, ByteBuffer> views = new IdentityHashMap<>();

  private final SourcePosition from = new SourcePosition();
  private final SourcePosition to = new SourcePosition();
  private final SourcePosition end = new SourcePosition();
  private Share share;
  private long first;
  private long count;
  private boolean endsShare;

  /** The values of a share from one on. */
  void begin(Share of, long firstValue, SourcePosition position) {
    share = of;
    first = firstValue;
    Share.copy(position, from);
  }

  /** Ends in front of this position. */
  void end(long values, SourcePosition position, boolean lastOfShare) {
    count = values;
    endsShare = lastOfShare;
    Share.copy(position, to);
  }

  /**
   * Fills the share's slot, from the source that cut this piece.
   *
   * @return whether the share is full now, or cannot be filled
   */
  boolean fill(Source source, SlotFiller filler) {
    try {
      source.resume(from);
      long before = source.bad();
      filler.begin(share.array(), view(), first, first + count);
      Source.Supply supply = Source.Supply.MORE;
      while (supply == Source.Supply.MORE && !filler.isFull()) {
        supply = filler.fill();
      }
      source.position(end);
      boolean asCut = endsShare ? Share.isSame(end, to) : Share.isSamePlace(end, to);
      if (filler.isFull() && asCut) {
        return share.filled(count, source.bad() - before);
      }
      share.failed(new IllegalStateException("it holds what is no number"));
    } catch (IOException | RuntimeException | Error e) {
      share.failed(e);
    }
    return true;
  }

  private ByteBuffer view() {
    ByteBuffer view = views.get(share.bytes());
    if (view == null) {
      view = share.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
      views.put(share.bytes(), view);
    }
    return view.clear();
  }
}
