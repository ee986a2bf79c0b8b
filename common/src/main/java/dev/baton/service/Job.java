package dev.baton.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Tells what a member was started to do from something else, in one number. */
public final class Job {
  private Job() {}

  /** The number of a task that these words describe; never 0. */
  public static long of(List<String> words) {
    byte[] text = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(text).getMostSignificantBits() | 1;
  }
}
