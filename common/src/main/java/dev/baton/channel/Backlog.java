package dev.baton.channel;

import dev.baton.exchange.Exchange;
import dev.baton.exchange.SlotHeader;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.FilledBy;
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
  private final long[] generations;
  private final long[] keys;
  private int size;
  private int next;

  // What read() has found in a slot's header.
  private long word;
  private int loader;
  private long sequence;

  Backlog(Words words, Exchange exchange, int slots) {
    this.words = words;
    this.exchange = exchange;
    this.slots = slots;
    this.generations = new long[slots];
    this.keys = new long[slots];
  }

  /** Looks over all slot words. */
  void look() {
    Arrays.fill(highest, 0);
    for (int slot = 0; slot < slots; slot++) {
      if (read(slot)) {
        highest[loader] = Math.max(highest[loader], sequence);
      }
    }
    size = 0;
    next = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (read(slot) && sequence <= highest[loader]) {
        add(slot);
      }
    }
    Arrays.sort(keys, 0, size);
  }

  /**
   * The next slot to try to borrow, in the filling of {@link #generation}; -1 if there is none. It
   * may have been borrowed by another meanwhile.
   */
  int poll() {
    return next < size ? (int) keys[next++] & SLOT_MASK : -1;
  }

  /** Which filling of a slot the look has found. */
  long generation(int slot) {
    return generations[slot];
  }

  private void add(int slot) {
    long tried = SlotWord.attempts(word) > 0 ? 0 : NOT_TRIED;
    keys[size++] = tried | ((sequence & SEQUENCE_MASK) << SLOT_BITS) | slot;
    generations[slot] = SlotWord.generation(word);
  }

  /**
   * Reads the header of a slot that is ready. It is believed only if it is sound, and the word says
   * so before and after: whoever rewrites a header has swapped the word first.
   */
  private boolean read(int slot) {
    int header = ControlLayout.slot(slot);
    word = exchange.word(slot);
    if (!SlotWord.is(word, SlotState.READY)) {
      return false;
    }
    loader = FilledBy.loader(words.getInt(header + SlotLayout.FILLED_BY));
    sequence = words.getLong(header + SlotLayout.SEQUENCE);
    boolean sound = SlotHeader.isSound(words, slot, SlotWord.generation(word));
    Words.acquireFence();
    return sound && loader < ControlLayout.MEMBERS && exchange.word(slot) == word;
  }
}
