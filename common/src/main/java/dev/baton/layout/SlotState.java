package dev.baton.layout;

import java.util.List;
import java.util.Locale;

/**
 * What a slot is being used for. The codes are part of the layout and never change their meaning.
 */
public enum SlotState {
  /** Nobody's; a loader may claim it. */
  FREE(0),
  /** Its owner, a loader, writes it. */
  FILLING(1),
  /** Published; a processor may borrow it. */
  READY(2),
  /** Its owner, a processor, works on it. */
  READING(3);

  private static final List<SlotState> BY_CODE = List.of(values());

  private final int code;

  SlotState(int code) {
    this.code = code;
  }

  /** The code in the slot word. */
  public int code() {
    return code;
  }

  /** The word in messages, listings and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a slot in this state has an owner. */
  public boolean isTaken() {
    return this == FILLING || this == READING;
  }

  /**
   * The state of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SlotState of(int code) {
    if (code < 0 || code >= BY_CODE.size()) {
      throw new IllegalArgumentException(
          "slot state " + code + ": expected 0 to " + (BY_CODE.size() - 1));
    }
    return BY_CODE.get(code);
  }
}
