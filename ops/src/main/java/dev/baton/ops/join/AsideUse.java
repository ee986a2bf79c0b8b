package dev.baton.ops.join;

import java.util.Locale;

/** What is to be done about slots that were set aside, and so are in no part. */
public enum AsideUse {
  /** They are missing. */
  REFUSE,
  /** The arrays stand where their slots would. */
  PUT_IN,
  /** They are left out. */
  LEAVE_OUT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
