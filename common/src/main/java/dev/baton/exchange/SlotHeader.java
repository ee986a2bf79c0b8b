package dev.baton.exchange;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.store.CheckWord;
import dev.baton.store.Words;

/**
 * What publish writes into a slot's header, sealed with a check, so that nothing of it is believed
 * that was damaged on the way. Allocates nothing.
 */
public final class SlotHeader {
  private SlotHeader() {}

  /** Seals what the slot's owner has written: it speaks of this filling. Before the swap. */
  public static void seal(Words words, int slot, long generation) {
    int header = ControlLayout.slot(slot);
    words.putLong(header + SlotLayout.GENERATION, generation);
    words.putLong(header + SlotLayout.CHECK, check(words, header));
  }

  /** Whether the header of a published slot speaks of this filling, undamaged. */
  public static boolean isSound(Words words, int slot, long generation) {
    int header = ControlLayout.slot(slot);
    return words.getLong(header + SlotLayout.GENERATION) == generation
        && words.getLong(header + SlotLayout.CHECK) == check(words, header);
  }

  /** What is wrong with a header that is not sound: expected and found. */
  public static String damage(Words words, int slot, long generation) {
    int header = ControlLayout.slot(slot);
    long found = words.getLong(header + SlotLayout.GENERATION);
    if (found != generation) {
      return "generation: expected " + generation + ", found " + found;
    }
    return String.format(
        "check: expected %016x, found %016x",
        check(words, header), words.getLong(header + SlotLayout.CHECK));
  }

  /** The complement, so that zeros are no header. */
  private static long check(Words words, int header) {
    return ~CheckWord.of(words, header + SlotLayout.LOADER, SlotLayout.PUBLISHED_LONGS);
  }
}
