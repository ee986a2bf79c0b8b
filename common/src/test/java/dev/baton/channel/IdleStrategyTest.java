package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class IdleStrategyTest {
  @Test
  void shouldWaitLongerEachTimeUntilReset() {
    IdleStrategy idle = IdleStrategy.backOff();
    long first = nanos(idle, 220);
    long later = nanos(idle, 40);
    idle.reset();

    assertTrue(later > TimeUnit.MILLISECONDS.toNanos(2 * 20), "later " + later);
    assertTrue(nanos(idle, 220) < later, "first " + first + " later " + later);
  }

  @Test
  void shouldSleepAMillisecondAtATime() {
    assertTrue(nanos(IdleStrategy.sleep(), 20) >= TimeUnit.MILLISECONDS.toNanos(10));
  }

  @Test
  void shouldRefuseAStrategyThatIsNone() {
    BatonException refused = assertThrows(BatonException.class, () -> IdleStrategy.of("sleepy"));
    assertEquals(Reason.USAGE, refused.reason());
  }

  private static long nanos(IdleStrategy idle, int times) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      idle.idle();
    }
    return System.nanoTime() - start;
  }
}
