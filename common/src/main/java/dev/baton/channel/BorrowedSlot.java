package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.SlotHeader;
import dev.baton.exchange.Tries;
import dev.baton.io.SourcePosition;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.FilledBy;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slot that a processor has borrowed and works on. Ends with {@link #release} or {@link
 * #requeue}; after that neither the slot nor its array may be touched. The same object comes back
 * when the slot is borrowed again. One thread at a time.
 */
public final class BorrowedSlot {
  private static final Logger LOG = LoggerFactory.getLogger(BorrowedSlot.class);

  /** Stands for the loader of an array whose header does not check. */
  private static final int UNKNOWN = -1;

  private static final String SOUND = "";

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
  private String damage = SOUND;

  // What the header said when it was checked: a bit may flip in it at any time.
  private int loader;
  private long sequence;
  private long offset;
  private long length;
  private int checksumKind;
  private long readyNanos;

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

  /**
   * The name of the loader that filled it; of a damaged slot "unknown", if it cannot be told. A
   * loader whose name is damaged in the member table just now, and cannot be told otherwise, is
   * "unknown-" and the number of its record.
   */
  public String loader() {
    boolean known = loader >= 0 && loader < loaderNames.length;
    if (isDamaged() && !(known && table.get(loader).isNameSound())) {
      return "unknown";
    }
    if (!known) {
      throw damaged("loader " + loader, "0 to " + (loaderNames.length - 1));
    }
    MemberRecord record = table.get(loader);
    long incarnation = record.incarnation();
    if (loaderNames[loader] == null || loaderIncarnations[loader] != incarnation) {
      String name = record.name();
      if (!record.isNameSound()) {
        return processor.nameOf(loader);
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

  /**
   * Where this slot begins in its loader's source; all zero if that cannot be told. Allocates: not
   * for the fast path.
   */
  public SourcePosition position() {
    requireHeld();
    SourcePosition position = new SourcePosition();
    if (loader == UNKNOWN || !SlotHeader.isOriginSound(words, id)) {
      return position;
    }
    position.input(words.getLong(header + SlotLayout.POSITION));
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
   * first of them is used. One pass over them. If they are not the same, the slot is {@link
   * #isDamaged damaged}.
   */
  public boolean isIntact() {
    requireHeld();
    if (!isDamaged() && checksumKind != FilledBy.NO_CHECKSUM) {
      compareChecksums();
    }
    return !isDamaged();
  }

  private void compareChecksums() {
    long expected = words.getLong(header + SlotLayout.CHECKSUM);
    boolean sound = SlotHeader.isOriginSound(words, id);
    long found = checksum.of(array, array.length());
    if (!sound || checksumKind != FilledBy.CRC32C || found != expected) {
      processor.record().add(Counter.DAMAGED, 1);
      damage =
          String.format(
              "array damaged: published with checksum %08x (kind %d%s), found %08x (kind %d);"
                  + " nothing of it was processed",
              expected,
              checksumKind,
              sound ? "" : ", its own check does not match",
              found,
              FilledBy.CRC32C);
    }
  }

  /**
   * As {@link #isIntact}, for whoever has no use for the array otherwise.
   *
   * @throws BatonException {@link Reason#BAD_DATA} with both sums if they are not the same; the
   *     slot is still held, to be set aside ({@link SettingAside}), or given back
   */
  public void requireIntact() {
    if (!isIntact()) {
      throw new BatonException(
          Reason.BAD_DATA,
          "slot " + id + ", number " + sequence() + " of loader " + loader() + ": " + damage,
          "something other than Baton has written to the channel, or the memory is faulty");
    }
  }

  /** Whether the array is not, or may not be, what was published in its turn. */
  public boolean isDamaged() {
    return !damage.isEmpty();
  }

  /** What is damaged, expected and found; empty if nothing is known to be. */
  public String damage() {
    return damage;
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
    readyNanos = words.getLong(header + SlotLayout.SINCE_NANOS);
    int filledBy = words.getInt(header + SlotLayout.FILLED_BY);
    loader = FilledBy.loader(filledBy);
    checksumKind = FilledBy.checksumKind(filledBy);
    sequence = words.getLong(header + SlotLayout.SEQUENCE);
    offset = words.getLong(header + SlotLayout.OFFSET);
    length = words.getLong(header + SlotLayout.LENGTH);
    return SlotHeader.isSound(words, id, generation);
  }

  /**
   * Takes over what was seized. Of a header that does not check nothing is believed: the array
   * counts in its full length.
   */
  void seized(long taken, String found) {
    damage = found;
    word = taken;
    held = true;
    boolean sound = readHeader(words.getLong(header + SlotLayout.GENERATION));
    if (!sound || length < 0 || length > processor.geometry().slotLength()) {
      loader = UNKNOWN;
      sequence = 0;
      offset = 0;
      length = processor.geometry().slotLength();
    }
    array.filled(length);
  }

  /**
   * Logs that this slot could not be given back, since something other than Baton had taken it, and
   * makes what is to be thrown. Another may have it in its output; what was written of it here is
   * cut off as after a death, when the output is opened where it was committed.
   */
  public BatonException lost() {
    LOG.error(
        "event=release_lost member={} slot={} generation={} loader={} sequence={}",
        processor.name(),
        id,
        generation(),
        loader(),
        sequence());
    return new BatonException(
        Reason.TRY_AGAIN,
        "slot "
            + id
            + " was taken from processor "
            + processor.name()
            + " while it was worked on, by nobody who may: its output does not count",
        "start it again under its name: it cuts its output where it was committed and goes on");
  }

  int loaderIndex() {
    return loader;
  }

  /** Since when it was ready, on the monotonic clock; not checked. */
  long readyNanos() {
    return readyNanos;
  }

  /** Takes over; the length comes from shared memory and is checked before it limits a view. */
  void borrowed(long taken) {
    damage = SOUND;
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
