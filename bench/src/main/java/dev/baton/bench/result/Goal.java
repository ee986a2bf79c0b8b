package dev.baton.bench.result;

import java.util.Locale;

/**
 * What a row of the table is to reach.
 *
 * @param sense which way is good
 * @param limit what is to be reached
 * @param unit {@code x} for a ratio, else that of the figure itself
 */
public record Goal(Sense sense, double limit, String unit) {
  /** Which way is good. */
  public enum Sense {
    AT_LEAST,
    AT_MOST,
    /** Nothing is to be reached; the figure is for information. */
    NONE
  }

  static final String RATIO = "x";

  static Goal atLeast(double ratio) {
    return new Goal(Sense.AT_LEAST, ratio, RATIO);
  }

  static Goal atMost(double ratio) {
    return new Goal(Sense.AT_MOST, ratio, RATIO);
  }

  static Goal atMost(double limit, String unit) {
    return new Goal(Sense.AT_MOST, limit, unit);
  }

  static Goal none() {
    return new Goal(Sense.NONE, 0, RATIO);
  }

  /** Whether a figure is good enough. */
  public boolean isReachedBy(double figure) {
    return switch (sense) {
      case AT_LEAST -> figure >= limit;
      case AT_MOST -> figure <= limit;
      case NONE -> true;
    };
  }

  /** Whether it compares with another contender. */
  boolean isRatio() {
    return unit.equals(RATIO);
  }

  @Override
  public String toString() {
    String text = String.format(Locale.ROOT, "%s %s", Figure.of(limit), unit);
    return switch (sense) {
      case AT_LEAST -> "at least " + text;
      case AT_MOST -> "at most " + text;
      case NONE -> "";
    };
  }
}
