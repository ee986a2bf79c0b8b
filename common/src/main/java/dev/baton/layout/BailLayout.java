package dev.baton.layout;

/**
 * One record in the header of {@code control.dat} of what somebody asked everybody to do, be it to
 * stop (bail), to pause, to go on or to drain: who, why and when.
 *
 * <pre>
 *      0 +--------+----------------+
 *        | millis | who            |
 *     72 +--------+----------------+
 *        | reason                  |
 *    320 +-------------------------+
 * </pre>
 */
public final class BailLayout {
  public static final int WHO_BYTES = 64;
  public static final int REASON_BYTES = 248;

  public static final Region REGION = new Region("bail record");
  public static final int MILLIS = REGION.int64("millis", "wall clock, ms since 1970");
  public static final int WHO = REGION.text("who", WHO_BYTES, "member name, or the operator's");
  public static final int REASON = REGION.text("reason", REASON_BYTES, "one line");

  /**
   * Not a whole number of lines: one writer a record, and readers only after the control word names
   * it.
   */
  public static final int SIZE = 320;

  private BailLayout() {}
}
