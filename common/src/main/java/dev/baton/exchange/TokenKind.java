package dev.baton.exchange;

import java.util.List;

/** What a token tells. The codes are part of the token's format. */
public enum TokenKind {
  /** A loader made a slot ready. */
  PUBLISH(1),
  /** A loader gave a slot back unfilled. */
  ABORT(2),
  /** A processor gave a slot back done. */
  RELEASE(3),
  /** A processor gave a slot back for another try. */
  REQUEUE(4),
  /** A loader declared its end of data. */
  END(5);

  private static final List<TokenKind> KINDS = List.of(values());

  private final int code;

  TokenKind(int code) {
    this.code = code;
  }

  /** The code in the token. */
  public int code() {
    return code;
  }

  /** The kind of a code, or null for a code that this version does not know. */
  static TokenKind of(int code) {
    return code >= 1 && code <= KINDS.size() ? KINDS.get(code - 1) : null;
  }
}
