package dev.baton.channel;

import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.store.Words;
import java.util.Arrays;

/**
 * The ready slots that one look over all slot words has found, in the order in which they are to be
 * borrowed: those tried before first, then by their loader's sequence.
 *
 * <p>A look is two passes. The first notes, for each loader, the highest sequence that is ready.
 * Everything with a lower sequence was published before that, so the second pass, which takes up to
 * those sequences only, misses none of them: what the look yields has no gap that a later look or
 * token would have to fill out of order.
 */
final class Backlog {
  private static final int SLOT_BITS = 16;
  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
  private static final long SEQUENCE_MASK = (1L << 46) - 1;
  private static final long NOT_TRIED = 1L << 62;

  private final Words words;
  private final Exchange exchange;
  private final int slots;
  private final long[] highest = new long[ControlLayout.MEMBERS];
  private final long[] keys;
  private int size;
  private int next;

  Backlog(Words words, Exchange exchange, int slots) {
    this.words = words;
    this.exchange = exchange;
    this.slots = slots;
    this.keys = new long[slots];
  }

  /** Looks over all slot words. */
  void look() {
    Arrays.fill(highest, 0);
    for (int slot = 0; slot < slots; slot++) {
      int loader = loader(slot);
      if (SlotWord.is(exchange.word(slot), SlotState.READY) && loader >= 0) {
        highest[loader] = Math.max(highest[loader], sequence(slot));
      }
    }
    size = 0;
    next = 0;
    for (int slot = 0; slot < slots; slot++) {
      add(slot);
    }
    Arrays.sort(keys, 0, size);
  }

  /**
   * The next slot to try to borrow, or -1 if there is none. It may have been borrowed by another
   * meanwhile.
   */
  int poll() {
    while (next < size) {
      long key = keys[next++];
      int slot = (int) key & SLOT_MASK;
      if (((key >>> SLOT_BITS) & SEQUENCE_MASK) == (sequence(slot) & SEQUENCE_MASK)) {
        return slot;
      }
    }
    return -1;
  }

  /**
   * A header is believed only if the word, read before and after, says that the slot stayed ready.
   */
  private void add(int slot) {
    long word = exchange.word(slot);
    int loader = loader(slot);
    long sequence = sequence(slot);
    if (SlotWord.is(word, SlotState.READY)
        && loader >= 0
        && sequence <= highest[loader]
        && exchange.word(slot) == word) {
      long tried = SlotWord.attempts(word) > 0 ? 0 : NOT_TRIED;
      keys[size++] = tried | ((sequence & SEQUENCE_MASK) << SLOT_BITS) | slot;
    }
  }

  private long sequence(int slot) {
    return words.getLongOpaque(ControlLayout.slot(slot) + SlotLayout.SEQUENCE);
  }

  /** Index of the loader that filled the slot, or -1 if the header names nobody who can exist. */
  private int loader(int slot) {
    int loader = words.getInt(ControlLayout.slot(slot) + SlotLayout.LOADER);
    return loader >= 0 && loader < ControlLayout.MEMBERS ? loader : -1;
  }
}
