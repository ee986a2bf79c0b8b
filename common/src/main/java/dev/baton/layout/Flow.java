package dev.baton.layout;

import java.util.List;
import java.util.Locale;

/** Whether slots may be taken, by an operator's order. The codes are part of the layout. */
public enum Flow {
  /** Loaders claim and processors borrow. */
  RUNNING(0),
  /** Nobody takes a slot; those that are held are completed. */
  PAUSED(1),
  /** Loaders claim no more, and leave; processors process what is published, and then leave. */
  DRAINING(2);

  private static final List<Flow> BY_CODE = List.of(values());

  private final int code;

  Flow(int code) {
    this.code = code;
  }

  /** The code in the flow word. */
  public int code() {
    return code;
  }

  /** The word in messages and listings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The flow of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Flow of(int code) {
    if (code < 0 || code >= BY_CODE.size()) {
      throw new IllegalArgumentException(
          "flow " + code + ": expected 0 to " + (BY_CODE.size() - 1));
    }
    return BY_CODE.get(code);
  }
}
