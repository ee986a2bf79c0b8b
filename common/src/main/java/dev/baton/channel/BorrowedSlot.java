package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;

/**
 * A slot that a processor has borrowed and works on. Ends with {@link #release} or {@link
 * #requeue}; after that neither the slot nor its array may be touched. The same object comes back
 * when the slot is borrowed again. One thread at a time.
 */
public final class BorrowedSlot {
  private final Processor processor;
  private final MemberTable table;
  private final Words words;
  private final int id;
  private final int header;
  private final SlotArray array;
  private final String[] loaderNames = new String[ControlLayout.MEMBERS];
  private final long[] loaderIncarnations = new long[ControlLayout.MEMBERS];
  private long word;
  private boolean held;

  BorrowedSlot(Processor processor, MemberTable table, Words words, int id, SlotArray array) {
    this.processor = processor;
    this.table = table;
    this.words = words;
    this.id = id;
    this.header = ControlLayout.slot(id);
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

  /** The name of the loader that filled it. */
  public String loader() {
    int index = words.getInt(header + SlotLayout.LOADER);
    if (index < 0 || index >= loaderNames.length) {
      throw damaged("loader " + index, "0 to " + (loaderNames.length - 1));
    }
    long incarnation = table.get(index).incarnation();
    if (loaderNames[index] == null || loaderIncarnations[index] != incarnation) {
      loaderNames[index] = table.get(index).name();
      loaderIncarnations[index] = incarnation;
    }
    return loaderNames[index];
  }

  /** The loader's own count of its published slots, from 1. */
  public long sequence() {
    return words.getLong(header + SlotLayout.SEQUENCE);
  }

  /** Index, in its loader's stream of values from 0, of this slot's first value. */
  public long offset() {
    return words.getLong(header + SlotLayout.OFFSET);
  }

  /** Valid elements. */
  public long length() {
    return array.length();
  }

  /** How many tries to process this filling failed; 0 at first. */
  public int attempts() {
    return SlotWord.attempts(word);
  }

  /**
   * The array, of the published length: the mapped memory itself. It may be written to; nobody else
   * sees it.
   */
  public SlotArray array() {
    requireHeld();
    return array;
  }

  /**
   * Gives the slot back, done.
   *
   * @return false if the slot was taken from this processor meanwhile: another will work on it
   *     again
   */
  public boolean release() {
    return release(processor.committedOutput());
  }

  /**
   * Gives the slot back, done, and notes where the output ends with it.
   *
   * @param output bytes of output; -1 for an output that cannot take anything back
   * @return false if the slot was taken from this processor meanwhile: another will work on it
   *     again
   */
  public boolean release(long output) {
    requireHeld();
    boolean released = processor.release(this, output);
    held = false;
    return released;
  }

  /**
   * Gives the slot back for another try.
   *
   * @param failed whether this try counts as failed
   * @return false if the slot was taken from this processor meanwhile
   */
  public boolean requeue(boolean failed) {
    requireHeld();
    boolean requeued = processor.requeue(this, failed);
    held = false;
    return requeued;
  }

  /** Takes over; the length comes from shared memory and is checked before it limits a view. */
  void borrowed(long taken) {
    word = taken;
    held = true;
    long length = words.getLong(header + SlotLayout.LENGTH);
    long most = processor.geometry().slotLength();
    if (length < 0 || length > most) {
      throw damaged("length " + length, "0 to " + most);
    }
    array.filled(length);
  }

  boolean isHeld() {
    return held;
  }

  long word() {
    return word;
  }

  private BatonException damaged(String found, String expected) {
    return new BatonException(
        Reason.BAD_DATA,
        "header of slot " + id + " is damaged: found " + found + ", expected " + expected,
        "see the channel with: baton status");
  }

  private void requireHeld() {
    if (!held) {
      throw new IllegalStateException(
          "slot " + id + " is not held: it was released or requeued already");
    }
  }
}
