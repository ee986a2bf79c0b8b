package dev.baton.processor;

/**
 * How often in a row a sink may refuse data before the sink is to blame, and not the data: else a
 * sink that refuses everything would set everything aside.
 */
final class RefusalLimit {
  /** So many slots in a row may be bad. */
  private static final int SLOTS = 3;

  private final int most;
  private int inARow;

  private RefusalLimit(int most) {
    this.most = most;
  }

  /** None is allowed: the first refusal stops the processor, and counts as a failed try. */
  static RefusalLimit none() {
    return new RefusalLimit(0);
  }

  /** As many as it takes to set three slots aside. */
  static RefusalLimit of(int maxAttempts) {
    return new RefusalLimit(SLOTS * maxAttempts);
  }

  /** Counts a refusal; false if that is one too many. */
  boolean allowsOneMore() {
    return ++inARow <= most;
  }

  /** Whether the refusal that was one too many is held against the data. */
  boolean isCounted() {
    return most == 0;
  }

  /** The sink took something. */
  void reset() {
    inARow = 0;
  }
}
