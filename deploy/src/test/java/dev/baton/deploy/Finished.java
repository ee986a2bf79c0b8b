package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a process left behind. */
record Finished(int exit, String out, String err, long pid) {

  /** It ended well, and neither it nor its Java had anything to complain about. */
  Finished requireSuccess() {
    return requireQuiet(0);
  }

  /** It ended with this code, without a word on standard error. */
  Finished requireQuiet(int code) {
    assertEquals(code, exit, this::toString);
    assertEquals("", err, this::toString);
    return this;
  }

  /** It was refused with this code, in one line that says all of this and what to do about it. */
  Finished requireRefusal(int code, String... said) {
    assertEquals(code, exit, this::toString);
    assertEquals(1, err.lines().count(), this::toString);
    for (String each : said) {
      assertTrue(err.contains(each), () -> "expected '" + each + "' in: " + this);
    }
    assertTrue(err.contains("; "), () -> "expected a hint in: " + this);
    return this;
  }
}
