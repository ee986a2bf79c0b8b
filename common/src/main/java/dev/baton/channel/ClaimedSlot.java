package dev.baton.channel;

import dev.baton.io.SourcePosition;
import dev.baton.layout.SlotWord;

/**
 * A slot that a loader has claimed and is filling. Ends with {@link #publish} or {@link #abort};
 * after that neither the slot nor its array may be touched. The same object comes back when the
 * slot is claimed again. One thread at a time.
 */
public final class ClaimedSlot {
  private static final SourcePosition NOWHERE = new SourcePosition();

  private final Loader loader;
  private final int id;
  private final SlotArray array;
  private long word;
  private boolean held;

  ClaimedSlot(Loader loader, int id, SlotArray array) {
    this.loader = loader;
    this.id = id;
    this.array = array;
  }

  /** Which slot, from 0. */
  public int id() {
    return id;
  }

  /** Which filling of the slot. */
  public long generation() {
    return SlotWord.generation(word);
  }

  /**
   * The array to fill: the mapped memory itself, of the full slot length, holding what it held
   * before.
   */
  public SlotArray array() {
    requireHeld();
    return array;
  }

  /**
   * Makes the slot ready for a processor.
   *
   * @param length valid elements, 0 to the slot's length, whole rows
   * @return false if the slot was taken from this loader meanwhile: what was filled is not
   *     published
   */
  public boolean publish(long length) {
    return publish(length, length, NOWHERE);
  }

  /**
   * Makes the slot ready, and notes where its source is to be read on.
   *
   * @param length valid elements, 0 to the slot's length, whole rows
   * @param values how many values the source gave for them; fewer than the length where only every
   *     Nth was written
   * @param next where the source is to be read on if this loader is started again
   * @return false if the slot was taken from this loader meanwhile: what was filled is not
   *     published
   */
  public boolean publish(long length, long values, SourcePosition next) {
    requireHeld();
    long most = loader.geometry().slotLength();
    int row = loader.geometry().rowLength();
    if (length < 0 || length > most || length % row != 0) {
      throw new IllegalArgumentException(
          "length " + length + ": expected 0 to " + most + ", a multiple of the row length " + row);
    }
    boolean published = loader.publish(this, length, values, next);
    held = false;
    return published;
  }

  /**
   * Gives the slot back unfilled.
   *
   * @return false if the slot was taken from this loader meanwhile
   */
  public boolean abort() {
    requireHeld();
    boolean aborted = loader.abort(this);
    held = false;
    return aborted;
  }

  void claimed(long taken) {
    word = taken;
    held = true;
    array.begin(loader.geometry().slotLength());
  }

  boolean isHeld() {
    return held;
  }

  long word() {
    return word;
  }

  private void requireHeld() {
    if (!held) {
      throw new IllegalStateException(
          "slot " + id + " is not held: it was published or aborted already");
    }
  }
}
