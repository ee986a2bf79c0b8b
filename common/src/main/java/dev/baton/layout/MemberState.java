package dev.baton.layout;

import java.util.List;
import java.util.Locale;

/**
 * Where a member stands, by its own word. Whether an attached member is alive is told by its lock,
 * not by this. The codes are part of the layout.
 */
public enum MemberState {
  /** The record is not used. */
  UNUSED(0),
  /** Attached, and not left in order: alive, or dead. */
  ATTACHED(1),
  /** Left in order; a loader that left may come back with more data. */
  LEFT(2),
  /** A loader that has declared its end of data, or a processor that has seen the end of all. */
  ENDED(3),
  /** Died, and its slots have been taken back. */
  DEAD(4);

  private static final List<MemberState> BY_CODE = List.of(values());

  private final int code;

  MemberState(int code) {
    this.code = code;
  }

  /** The code in the member record. */
  public int code() {
    return code;
  }

  /** The word in messages and listings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MemberState of(int code) {
    if (code < 0 || code >= BY_CODE.size()) {
      throw new IllegalArgumentException(
          "member state " + code + ": expected 0 to " + (BY_CODE.size() - 1));
    }
    return BY_CODE.get(code);
  }
}
