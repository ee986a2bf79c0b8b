package dev.baton.channel;

import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.FilledBy;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;

/**
 * Where the slot is likely to be that comes next in a loader's order: loaders fill slots round and
 * round, so behind the one borrowed last. That it is ready is seen at its word sooner than its
 * token is read.
 *
 * <p>Only the very next sequence of the same loader is taken. When its predecessor was borrowed, no
 * earlier slot of that loader was ready that was never borrowed, so now there is none either.
 */
final class Successor {
  private final Words words;
  private final Exchange exchange;
  private final MemberTable table;
  private final int slots;
  private int slot;
  private int loader = -1;
  private long sequence;
  private long version;

  Successor(Words words, Exchange exchange, MemberTable table, int slots) {
    this.words = words;
    this.exchange = exchange;
    this.table = table;
    this.slots = slots;
  }

  /** Follows a slot that was just borrowed. Its loader keeps its record as long as that is so. */
  void follow(int borrowed, int itsLoader, long itsSequence) {
    slot = borrowed + 1 < slots ? borrowed + 1 : 0;
    loader = itsLoader;
    sequence = itsSequence + 1;
    version = table.version();
  }

  /** Index of the loader whose order it is; -1 at first. */
  int loader() {
    return loader;
  }

  /** Which slot that is. */
  int slot() {
    return slot;
  }

  /**
   * The slot's word if the slot is ready and next in order, else that of an empty slot. A swap from
   * the word proves that the header was read as it was published.
   */
  long word() {
    long word = exchange.word(slot);
    if (!SlotWord.is(word, SlotState.READY)) {
      return SlotWord.EMPTY;
    }
    int header = ControlLayout.slot(slot);
    boolean next =
        FilledBy.loader(words.getInt(header + SlotLayout.FILLED_BY)) == loader
            && words.getLong(header + SlotLayout.SEQUENCE) == sequence;
    // Read behind the word: a record that changed hands was announced before its new bearer
    // published anything.
    return next && table.version() == version ? word : SlotWord.EMPTY;
  }
}
