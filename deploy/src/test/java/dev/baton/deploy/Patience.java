package dev.baton.deploy;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for conditions, never for time alone. */
final class Patience {
  /** What nothing here takes, on the slowest machine. */
  static final Duration MOST = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofMillis(5);

  private Patience() {}

  /** Waits until something is so, and fails the test if it does not come to be. */
  static void until(String what, BooleanSupplier condition) {
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(LOOK)
          .atMost(MOST)
          .until(condition::getAsBoolean);
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("waited in vain for: " + what, late);
    }
  }
}
