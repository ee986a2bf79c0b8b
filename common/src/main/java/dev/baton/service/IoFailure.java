package dev.baton.service;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;

/** What a member says when its source cannot be read, or its sink not be written, for good. */
public final class IoFailure {
  private IoFailure() {}

  /** The failure, with what to do next. */
  public static BatonException of(IOException failed, String member) {
    return new BatonException(
        Reason.IO,
        failed.getMessage() == null ? failed.toString() : failed.getMessage(),
        "mend that, then start again with --name "
            + member
            + " to go on there: nothing that was published is lost",
        failed);
  }
}
