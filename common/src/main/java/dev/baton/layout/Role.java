package dev.baton.layout;

import java.util.List;
import java.util.Locale;

/** What a member does. The codes are part of the layout. */
public enum Role {
  /** An unused record. */
  NONE(0),
  /** Fills slots. */
  LOADER(1),
  /** Works on slots. */
  PROCESSOR(2);

  private static final List<Role> BY_CODE = List.of(values());

  private final int code;

  Role(int code) {
    this.code = code;
  }

  /** The code in the member record. */
  public int code() {
    return code;
  }

  /** The word in names, logs and listings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Role of(int code) {
    if (code < 0 || code >= BY_CODE.size()) {
      throw new IllegalArgumentException(
          "role " + code + ": expected 0 to " + (BY_CODE.size() - 1));
    }
    return BY_CODE.get(code);
  }
}
