package dev.baton.layout;

import java.util.List;

/** What a member's work loop does at the moment. The codes are part of the layout. */
public enum Activity {
  STARTING(0),
  FILLING(1),
  WAITING_FOR_FREE(2),
  WAITING_FOR_DATA(3),
  READING(4),
  WAITING_FOR_READY(5),
  STOPPING(6),
  PAUSED(7);

  private static final List<Activity> BY_CODE = List.of(values());

  private final int code;

  Activity(int code) {
    this.code = code;
  }

  /** The code in the member record. */
  public int code() {
    return code;
  }

  /**
   * The activity of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Activity of(int code) {
    if (code < 0 || code >= BY_CODE.size()) {
      throw new IllegalArgumentException(
          "activity " + code + ": expected 0 to " + (BY_CODE.size() - 1));
    }
    return BY_CODE.get(code);
  }
}
