package dev.baton.loader;

import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.SlotArray;
import dev.baton.io.SourcePosition;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes into one slot: the values from a position in the source on. Several threads fill it,
 * piece by piece; whoever sees that it {@link #isFull} may read all that they wrote.
 */
final class Share {
  private final SourcePosition from = new SourcePosition();
  private final SourcePosition end = new SourcePosition();
  private final AtomicLong filled = new AtomicLong();
  private final AtomicLong bad = new AtomicLong();
  private ClaimedSlot slot;
  private SlotArray array;
  private ByteBuffer bytes;
  private long values;
  private long cut;
  private boolean endsSource;
  private volatile Throwable failure;

  /** Takes so many values, into this slot; none is cut yet. */
  void begin(ClaimedSlot claimed, long count) {
    slot = claimed;
    array = claimed.array();
    bytes = array.byteBuffer();
    values = count;
    cut = 0;
    endsSource = false;
    filled.set(0);
    bad.set(0);
    failure = null;
  }

  /** Begins there in the source. For whoever cuts it. */
  void beginAt(SourcePosition position) {
    copy(position, from);
  }

  /** The next values are a piece, which ends there. For whoever cuts it. */
  void cut(long count, SourcePosition upTo) {
    cut += count;
    copy(upTo, end);
  }

  /** Nothing is in the source behind its last piece. For whoever cuts it. */
  void endSource() {
    endsSource = true;
  }

  /** How many values belong to pieces; until all do, for whoever cuts it. */
  long cut() {
    return cut;
  }

  /**
   * A piece is filled: whoever says so touches the share no more.
   *
   * @return whether that was the last
   */
  boolean filled(long count, long badOnTheWay) {
    long all = values;
    bad.addAndGet(badOnTheWay);
    return filled.addAndGet(count) == all;
  }

  /** A piece could not be filled as it was cut. */
  void failed(Throwable why) {
    failure = why;
  }

  /** Whether all its values are in the slot. */
  boolean isFull() {
    return filled.get() == values;
  }

  /** What kept a piece from being filled; null if nothing did. */
  Throwable failure() {
    return failure;
  }

  /** Whether it begins there. */
  boolean beginsAt(SourcePosition position) {
    return isSame(from, position);
  }

  /** Whether two positions in one file are the same. */
  static boolean isSame(SourcePosition one, SourcePosition other) {
    return isSamePlace(one, other) && one.part == other.part;
  }

  /** Whether two positions in one file are at the same byte, however it was come to. */
  static boolean isSamePlace(SourcePosition one, SourcePosition other) {
    return one.offset == other.offset && one.line == other.line;
  }

  ClaimedSlot slot() {
    return slot;
  }

  SlotArray array() {
    return array;
  }

  /** The elements. Threads that fill it write by views of their own. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** How many values its pieces have filled: the first of the slot, while none is being filled. */
  long values() {
    return filled.get();
  }

  /** How many bad values were left out or replaced on the way. */
  long bad() {
    return bad.get();
  }

  /**
   * Where the source goes on behind its last piece; the source's number and file are left as they
   * are.
   */
  void end(SourcePosition into) {
    copy(end, into);
  }

  /** Whether nothing is in the source behind its last piece. */
  boolean endsSource() {
    return endsSource;
  }

  /** Takes over where one position in a file is. */
  static void copy(SourcePosition position, SourcePosition into) {
    into.offset = position.offset;
    into.line = position.line;
    into.part = position.part;
  }
}
