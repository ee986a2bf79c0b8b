package dev.baton.layout;

import java.util.List;
import java.util.Locale;

/** How a try to process a slot failed. The codes are part of the layout. */
public enum TryOutcome {
  /** Its processor died while it held the slot. */
  DIED(1),
  /** Its sink refused the data. */
  REFUSED(2);

  private static final List<TryOutcome> BY_CODE = List.of(values());

  private final int code;

  TryOutcome(int code) {
    this.code = code;
  }

  /** The code in the slot header. */
  public int code() {
    return code;
  }

  /** The word in messages and listings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The outcome of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TryOutcome of(long code) {
    if (code < 1 || code > BY_CODE.size()) {
      throw new IllegalArgumentException(
          "outcome of a try " + code + ": expected 1 to " + BY_CODE.size());
    }
    return BY_CODE.get((int) code - 1);
  }
}
