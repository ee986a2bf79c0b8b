package dev.baton.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test needs of its machine and cannot bring along. */
public final class Needs {
  private static final boolean NOTHING_SKIPPED = System.getenv("TESTS_SKIP_NOTHING") != null;

  private Needs() {}

  /**
   * Skips the test if what it needs is not there; where CI runs, which says so in {@code
   * TESTS_SKIP_NOTHING}, fails it.
   */
  public static void require(boolean isThere, String what) {
    if (NOTHING_SKIPPED && !isThere) {
      throw new AssertionError("this test must run here, and needs " + what);
    }
    assumeTrue(isThere, "needs " + what);
  }
}
