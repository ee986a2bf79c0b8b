package dev.baton.exchange;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.store.CheckWord;
import dev.baton.store.Words;

/**
 * What publish writes into a slot's header, sealed with two checks, so that nothing of it is
 * believed that was damaged on the way: one for what every hand-off reads, one for where the array
 * comes from. Allocates nothing.
 */
public final class SlotHeader {
  private static final int HAND_OFF_LONGS = (SlotLayout.CHECK - SlotLayout.GENERATION) / Long.BYTES;
  private static final int ORIGIN_LONGS = 1 + MemberLayout.POSITION_LONGS;

  private SlotHeader() {}

  /** Seals what the slot's owner has written: it speaks of this filling. Before the swap. */
  public static void seal(Words words, int slot, long generation) {
    int header = ControlLayout.slot(slot);
    words.putLong(header + SlotLayout.GENERATION, generation);
    words.putLong(header + SlotLayout.ORIGIN_CHECK, originCheck(words, header, generation));
    words.putLong(header + SlotLayout.CHECK, check(words, header));
  }

  /** Whether the header of a published slot speaks of this filling, undamaged. */
  public static boolean isSound(Words words, int slot, long generation) {
    int header = ControlLayout.slot(slot);
    return words.getLong(header + SlotLayout.GENERATION) == generation
        && words.getLong(header + SlotLayout.CHECK) == check(words, header);
  }

  /**
   * Whether the array's checksum and its place in the source are those that were published with
   * what the header speaks of.
   */
  public static boolean isOriginSound(Words words, int slot) {
    int header = ControlLayout.slot(slot);
    long generation = words.getLong(header + SlotLayout.GENERATION);
    return words.getLong(header + SlotLayout.ORIGIN_CHECK)
        == originCheck(words, header, generation);
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
    return ~(CheckWord.of(words, header + SlotLayout.GENERATION, HAND_OFF_LONGS)
        + CheckWord.term(HAND_OFF_LONGS, words.getInt(header + SlotLayout.FILLED_BY)));
  }

  private static long originCheck(Words words, int header, long generation) {
    return ~(CheckWord.of(words, header + SlotLayout.CHECKSUM, ORIGIN_LONGS)
        + CheckWord.term(ORIGIN_LONGS, generation));
  }
}
