package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.SlotHeader;
import dev.baton.exchange.Tries;
import dev.baton.io.SourcePosition;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;
import java.util.List;

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
  private final ArrayChecksum checksum = new ArrayChecksum();
  private final String[] loaderNames = new String[ControlLayout.MEMBERS];
  private final long[] loaderIncarnations = new long[ControlLayout.MEMBERS];
  private long word;
  private boolean held;

  // What the header said when it was checked: a bit may flip in it at any time.
  private int loader;
  private long sequence;
  private long offset;
  private long length;
  private int kind;
  private long expected;

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
    if (loader < 0 || loader >= loaderNames.length) {
      throw damaged("loader " + loader, "0 to " + (loaderNames.length - 1));
    }
    MemberRecord record = table.get(loader);
    long incarnation = record.incarnation();
    if (loaderNames[loader] == null || loaderIncarnations[loader] != incarnation) {
      String name = record.name();
      if (!record.isNameSound()) {
        throw damaged("loader " + loader + " with a name that does not check", "a sound one");
      }
      loaderNames[loader] = name;
      loaderIncarnations[loader] = incarnation;
    }
    return loaderNames[loader];
  }

  /** The loader's own count of its published slots, from 1. */
  public long sequence() {
    return sequence;
  }

  /** Index, in its loader's stream of values from 0, of this slot's first value. */
  public long offset() {
    return offset;
  }

  /** Valid elements. */
  public long length() {
    return array.length();
  }

  /** How many tries to process this filling failed; 0 at first. */
  public int attempts() {
    return SlotWord.attempts(word);
  }

  /** The tries that failed, the oldest of the last four first. Allocates: not for the fast path. */
  public List<FailedTry> tries() {
    requireHeld();
    return new Tries(words).of(id, word).stream().map(each -> FailedTry.of(each, table)).toList();
  }

  /** Where this slot begins in its loader's source. Allocates: not for the fast path. */
  public SourcePosition position() {
    requireHeld();
    SourcePosition position = new SourcePosition();
    position.source = words.getLong(header + SlotLayout.POSITION);
    position.offset = words.getLong(header + SlotLayout.POSITION + Long.BYTES);
    position.line = words.getLong(header + SlotLayout.POSITION + 2 * Long.BYTES);
    position.part = words.getLong(header + SlotLayout.POSITION + 3 * Long.BYTES);
    return position;
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
   * Compares the elements with the checksum that was published with them, if one was: before the
   * first of them is used. One pass over them.
   *
   * @throws BatonException {@link Reason#BAD_DATA} with both sums if they are not the same; the
   *     slot is still held, to be given back with {@code requeue(true)}
   */
  public void requireIntact() {
    requireHeld();
    if (kind == ArrayChecksum.NONE) {
      return;
    }
    long found = checksum.of(array, array.length());
    if (kind != ArrayChecksum.CRC32C || found != expected) {
      processor.record().add(Counter.DAMAGED, 1);
      throw new BatonException(
          Reason.BAD_DATA,
          String.format(
              "array of slot %d is damaged: loader %s published it as its slot %d with checksum"
                  + " %08x (kind %d), found %08x (kind %d)",
              id, loader(), sequence(), expected, kind, found, ArrayChecksum.CRC32C),
          "something other than Baton has written to slots/, or the memory is faulty; nothing of it"
              + " was processed");
    }
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

  /**
   * Reads the header of a ready slot, and only then checks it: what was read is what was published,
   * if the slot's word is the same when it is swapped.
   */
  boolean readHeader(long generation) {
    loader = words.getInt(header + SlotLayout.LOADER);
    sequence = words.getLong(header + SlotLayout.SEQUENCE);
    offset = words.getLong(header + SlotLayout.OFFSET);
    length = words.getLong(header + SlotLayout.LENGTH);
    kind = words.getInt(header + SlotLayout.CHECKSUM_KIND);
    expected = words.getLong(header + SlotLayout.CHECKSUM);
    return SlotHeader.isSound(words, id, generation);
  }

  int loaderIndex() {
    return loader;
  }

  /** Takes over; the length comes from shared memory and is checked before it limits a view. */
  void borrowed(long taken) {
    word = taken;
    held = true;
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
