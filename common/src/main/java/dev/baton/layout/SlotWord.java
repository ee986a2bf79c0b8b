package dev.baton.layout;

/**
 * The one 64-bit word of a slot that is compared and swapped.
 *
 * <pre>
 *  63                                    24 23     16 15      8 7        4 3     0
 * +----------------------------------------+---------+---------+----------+-------+
 * | generation, 40 bits                    | check   | owner   | attempts | state |
 * +----------------------------------------+---------+---------+----------+-------+
 * </pre>
 *
 * The owner is the index of a member's record plus one; 0 is nobody. The check is {@link
 * WordCheck}'s. All zero is a free slot of generation 0.
 */
public final class SlotWord {
  /** A slot that was never used. */
  public static final long EMPTY = 0;

  /** The most failed tries that the word counts. */
  public static final int MAX_ATTEMPTS = 0xF;

  private static final int ATTEMPTS_SHIFT = 4;
  private static final int OWNER_SHIFT = 8;
  private static final int GENERATION_SHIFT = 24;
  private static final int STATE_MASK = 0xF;
  private static final int OWNER_MASK = 0xFF;
  private static final long GENERATION_MASK = (1L << 40) - 1;

  private SlotWord() {}

  /** Packs a word. {@code owner} is a member's index, or -1 for nobody. */
  public static long of(SlotState state, int attempts, int owner, long generation) {
    return WordCheck.seal(
        (long) state.code()
            | ((long) attempts << ATTEMPTS_SHIFT)
            | ((long) (owner + 1) << OWNER_SHIFT)
            | ((generation & GENERATION_MASK) << GENERATION_SHIFT));
  }

  /** What the slot is being used for. */
  public static SlotState state(long word) {
    return SlotState.of(stateCode(word));
  }

  /** Whether the slot is in a state. A damaged word is in none. */
  public static boolean is(long word, SlotState state) {
    return stateCode(word) == state.code() && isSound(word);
  }

  /** As {@link #is}, of a word that is known to be sound. */
  public static boolean saysState(long word, SlotState state) {
    return stateCode(word) == state.code();
  }

  /** Whether this is a word that Baton can have written. */
  public static boolean isSound(long word) {
    int code = stateCode(word);
    boolean owned = owner(word) >= 0;
    return code <= SlotState.READING.code()
        && owned == (code == SlotState.FILLING.code() || code == SlotState.READING.code())
        && owner(word) < ControlLayout.MEMBERS
        && WordCheck.isSound(word);
  }

  /** How often processing this filling of the slot has failed. */
  public static int attempts(long word) {
    return (int) (word >>> ATTEMPTS_SHIFT) & MAX_ATTEMPTS;
  }

  /** Index of the owner's member record, or -1 for nobody. */
  public static int owner(long word) {
    return ((int) (word >>> OWNER_SHIFT) & OWNER_MASK) - 1;
  }

  /** Which filling of the slot. */
  public static long generation(long word) {
    return word >>> GENERATION_SHIFT;
  }

  private static int stateCode(long word) {
    return (int) word & STATE_MASK;
  }
}
