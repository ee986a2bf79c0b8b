package dev.baton.layout;

/**
 * The word in the header of {@code control.dat} that changes when everybody is asked to stop: how
 * often that was, and the ticket of the last who asked. The check is {@link WordCheck}'s, since a
 * flipped bit must not stop everybody.
 *
 * <pre>
 *  63                                    24 23     16 15               0
 * +----------------------------------------+---------+------------------+
 * | bails, 40 bits                         | check   | ticket           |
 * +----------------------------------------+---------+------------------+
 * </pre>
 */
public final class ControlWord {
  private static final int COUNT_SHIFT = 24;

  private ControlWord() {}

  /** The word after one more bail, whose record is that of {@code ticket}. */
  public static long next(long word, int ticket) {
    return WordCheck.seal(((word >>> COUNT_SHIFT) + 1) << COUNT_SHIFT | (ticket & 0xFFFF));
  }

  /** How often everybody was asked to stop. */
  public static long count(long word) {
    return word >>> COUNT_SHIFT;
  }

  /** The ticket of the last bail. */
  public static int ticket(long word) {
    return (int) word & 0xFFFF;
  }

  /** Whether this is a word that Baton can have written. */
  public static boolean isSound(long word) {
    return WordCheck.isSound(word);
  }
}
