package dev.baton.error;

/**
 * A refusal or a failure that a user can act on. The message says on one line what, where, what was
 * expected and what was found; the hint says what to do next.
 *
 * <p>Expected outcomes (no free slot, nothing ready, end of data) are values, never exceptions.
 */
public final class BatonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String hint;

  /**
   * @param reason decides the exit code
   * @param message one line: what, where, expected, found
   * @param hint one line: what to do next; empty when there is nothing to say
   */
  public BatonException(Reason reason, String message, String hint) {
    this(reason, message, hint, null);
  }

  /** As {@link #BatonException(Reason, String, String)}, with the exception that led here. */
  public BatonException(Reason reason, String message, String hint, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.hint = hint;
  }

  /** Why, and so with which exit code. */
  public Reason reason() {
    return reason;
  }

  /** What to do next, or the empty string. */
  public String hint() {
    return hint;
  }
}
