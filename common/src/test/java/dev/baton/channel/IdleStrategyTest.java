package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class IdleStrategyTest {
  @Test
  void shouldWaitLongerEachTimeUntilReset() {
    IdleStrategy.Backoff idle = (IdleStrategy.Backoff) IdleStrategy.backOff();
    assertEquals(0, idle.nextParkNanos());
    idle(idle, 220); // 200 spins, 20 yields
    assertEquals(1000, idle.nextParkNanos());
    idle(idle, 1);
    assertEquals(2000, idle.nextParkNanos());
    idle(idle, 15);
    assertEquals(TimeUnit.MILLISECONDS.toNanos(3), idle.nextParkNanos());
    idle.reset();
    assertEquals(0, idle.nextParkNanos());
  }

  @Test
  void shouldSleepAMillisecondAtATime() {
    IdleStrategy.Backoff idle = (IdleStrategy.Backoff) IdleStrategy.sleep();
    idle(idle, 3);
    assertEquals(TimeUnit.MILLISECONDS.toNanos(1), idle.nextParkNanos());
  }

  @Test
  void shouldRefuseAStrategyThatIsNone() {
    BatonException refused = assertThrows(BatonException.class, () -> IdleStrategy.of("sleepy"));
    assertEquals(Reason.USAGE, refused.reason());
  }

  private static void idle(IdleStrategy idle, int times) {
    for (int i = 0; i < times; i++) {
      idle.idle();
    }
  }
}
