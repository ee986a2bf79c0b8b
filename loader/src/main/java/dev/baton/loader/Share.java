package dev.baton.loader;

import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.SlotArray;
import dev.baton.io.SourcePosition;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes into one slot: values that come one behind the other in the source. Several threads
 * fill it, each with values of its own; whoever sees that it {@link #isFull} may read all that they
 * wrote.
 */
final class Share {
  private final SourcePosition end = new SourcePosition();

  /** How many values are not in the slot yet; and one for each part without values that is not. */
  private final AtomicLong left = new AtomicLong();

  private final AtomicLong bad = new AtomicLong();
  private ClaimedSlot slot;
  private SlotArray array;
  private ByteBuffer bytes;
  private long values;
  private long dealt;
  private volatile Throwable failure;

  /** Takes so many values, into this slot; none is dealt yet. */
  void begin(ClaimedSlot claimed, long count) {
    slot = claimed;
    array = claimed.array();
    bytes = array.byteBuffer().clear();
    values = count;
    dealt = 0;
    left.set(count);
    bad.set(0);
    failure = null;
  }

  /** How many values it still takes. For whoever deals. */
  long room() {
    return values - dealt;
  }

  /**
   * The next values are dealt to it, or none but the bad ones in front of them. For whoever deals.
   *
   * @return how many lie in front of them
   */
  long deal(long count) {
    long place = dealt;
    if (count == 0) {
      left.incrementAndGet(); // what is counted of it must be, before the share is full
    }
    dealt += count;
    return place;
  }

  /**
   * The source goes on there behind its last values: for whoever has dealt them, or copies the last
   * of all.
   */
  void endAt(SourcePosition position) {
    copy(position, end);
  }

  /**
   * Puts values into the slot. For several threads at the same time.
   *
   * @param from the first one's index in {@code source}
   * @param place how many lie in front of it in the slot
   * @param step each so many elements of the slot, one is a value
   */
  void put(ByteBuffer source, int from, long place, int count, int step) {
    int size = array.dtype().itemSize();
    if (step == 1) {
      bytes.put((int) place * size, source, from * size, count * size);
      return;
    }
    for (int i = 0; i < count; i++) {
      bytes.put((int) ((place + i) * step) * size, source, (from + i) * size, size);
    }
  }

  /**
   * Values are in the slot: whoever says so touches the share no more.
   *
   * @return whether it is full now
   */
  boolean filled(long count, long badOnTheWay) {
    bad.addAndGet(badOnTheWay);
    return left.addAndGet(-Math.max(1, count)) == 0;
  }

  /** It cannot be filled by threads. */
  void failed(Throwable why) {
    failure = why;
  }

  /** Whether all its values are in the slot. */
  boolean isFull() {
    return left.get() == 0;
  }

  /** What keeps it from being filled by threads; null if nothing does. */
  Throwable failure() {
    return failure;
  }

  ClaimedSlot slot() {
    return slot;
  }

  SlotArray array() {
    return array;
  }

  /** How many values are in the slot: the first of it, while none is being copied. */
  long values() {
    return values - left.get();
  }

  /** How many bad values were left out or replaced on the way. */
  long bad() {
    return bad.get();
  }

  /**
   * Where the source goes on behind its last value; the source's number and file are left as they
   * are.
   */
  void end(SourcePosition into) {
    copy(end, into);
  }

  /** Takes over where one position in a file is. */
  static void copy(SourcePosition position, SourcePosition into) {
    into.offset = position.offset;
    into.line = position.line;
    into.part = position.part;
  }
}
