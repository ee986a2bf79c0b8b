package dev.baton.loader;

import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.SlotArray;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;

/**
 * What goes into one slot: the elements from a position in the source on. The work loop prepares
 * it, one thread fills the slot's memory, the work loop takes it back: all that is written before
 * {@link #isDone} is true may be read after.
 */
final class Share {
  private static final SourcePosition NOWHERE = new SourcePosition();

  private final SourcePosition from = new SourcePosition();
  private final SourcePosition end = new SourcePosition();
  private ClaimedSlot slot;
  private SlotArray array;
  private long length;
  private long values;
  private long bad;
  private boolean full;
  private Throwable failure;
  private volatile boolean stop;
  private volatile boolean done;

  /** Begins there, and goes into this slot. */
  void begin(SourcePosition beginning, ClaimedSlot claimed) {
    copy(beginning, from);
    slot = claimed;
    array = claimed.array();
    copy(NOWHERE, end); // a source says only what means something to it
    length = 0;
    values = 0;
    bad = 0;
    full = false;
    failure = null;
    stop = false;
    done = false;
  }

  /** Fills the slot, until it is full, the data ends, it is told to stop, or something fails. */
  void fill(Source source, SlotFiller filler, Runnable onPiece) {
    try {
      long badBefore = source.bad();
      source.resume(from);
      filler.begin(array, Long.MAX_VALUE);
      Source.Supply supply = Source.Supply.MORE;
      while (supply == Source.Supply.MORE && !filler.isFull() && !stop) {
        supply = filler.fill();
        onPiece.run();
      }
      source.position(end);
      bad = source.bad() - badBefore;
      length = filler.length();
      values = filler.values();
      full = filler.isFull();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      done = true;
    }
  }

  /** Lets whoever fills it come to an end soon; then it is done. */
  void stop() {
    stop = true;
  }

  /** Whether no thread touches it, nor its slot, any more. */
  boolean isDone() {
    return done;
  }

  /** Whether the slot is full. */
  boolean isFull() {
    return full;
  }

  /** What kept it from being filled; null if nothing did. */
  Throwable failure() {
    return failure;
  }

  /** Whether it begins there. */
  boolean beginsAt(SourcePosition position) {
    return isSame(from, position);
  }

  /** Whether two positions in one file are the same. */
  static boolean isSame(SourcePosition one, SourcePosition other) {
    return one.offset == other.offset && one.line == other.line && one.part == other.part;
  }

  ClaimedSlot slot() {
    return slot;
  }

  /** The slot's valid length. */
  long length() {
    return length;
  }

  /** How many values went into the slot. */
  long values() {
    return values;
  }

  /** How many bad values were left out or replaced on the way. */
  long bad() {
    return bad;
  }

  /** Where the source goes on behind it; the source's number and file are left as they are. */
  void end(SourcePosition into) {
    copy(end, into);
  }

  private static void copy(SourcePosition position, SourcePosition into) {
    into.offset = position.offset;
    into.line = position.line;
    into.part = position.part;
  }
}
