package dev.baton.channel;

import java.util.BitSet;

/**
 * The slots that a loader believes to be free. They are claimed round and round, so that all are
 * used evenly, and whoever processes them knows which comes next. One thread at a time; allocates
 * nothing.
 */
final class FreeSlots {
  private final BitSet believed;
  private final int count;
  private int turn;

  FreeSlots(int count) {
    this.believed = new BitSet(count);
    this.count = count;
  }

  boolean isEmpty() {
    return believed.isEmpty();
  }

  void add(int slot) {
    believed.set(slot);
  }

  /** The next of them from the one on whose turn it is, taken out; -1 if there is none. */
  int poll() {
    int slot = believed.nextSetBit(turn);
    if (slot < 0) {
      slot = believed.nextSetBit(0);
    }
    if (slot >= 0) {
      believed.clear(slot);
    }
    return slot;
  }

  /** The slot whose turn it is, free or not. */
  int turn() {
    return turn;
  }

  /** The turn is that of the slot behind one that was claimed. */
  void claimed(int slot) {
    turn = slot + 1 < count ? slot + 1 : 0;
  }
}
