package dev.baton.layout;

/**
 * The word of the header that says whether slots may be taken.
 *
 * <pre>
 *  63                                    24 23     16 15       8 7      0
 * +----------------------------------------+---------+----------+--------+
 * | count of orders, 40 bits               | check   | zero     | flow   |
 * +----------------------------------------+---------+----------+--------+
 * </pre>
 *
 * The count names the order's record too: its last bit. All zero is a channel that runs, and to
 * which nobody ever gave an order.
 */
public final class FlowWord {
  private static final int COUNT_SHIFT = 24;
  private static final int FLOW_MASK = 0xFF;

  private FlowWord() {}

  /** The word of the next order. */
  public static long next(long word, Flow flow) {
    return WordCheck.seal(((count(word) + 1) << COUNT_SHIFT) | flow.code());
  }

  /** How many orders there were. */
  public static long count(long word) {
    return word >>> COUNT_SHIFT;
  }

  /** Whether loaders may claim. A damaged word stops nobody. */
  public static boolean mayClaim(long word) {
    return !is(word, Flow.PAUSED) && !is(word, Flow.DRAINING);
  }

  /** Whether this is a word that Baton can have written. */
  public static boolean isSound(long word) {
    return ((int) word & FLOW_MASK) <= Flow.DRAINING.code() && WordCheck.isSound(word);
  }

  /** Whether this is the flow; a damaged word is none. */
  public static boolean is(long word, Flow flow) {
    return ((int) word & FLOW_MASK) == flow.code() && WordCheck.isSound(word);
  }

  /**
   * The flow.
   *
   * @throws IllegalArgumentException if the word is damaged
   */
  public static Flow flow(long word) {
    return Flow.of((int) word & FLOW_MASK);
  }
}
