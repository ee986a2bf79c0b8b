package dev.baton.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a part-filled slot waits for more. */
final class LingerTest {
  private long now = Long.MAX_VALUE - 5; // the clock may run over
  private int asked;

  @Test
  void shouldNeverAskForTheTimeAsLongAsTheSourceHasMore() {
    Linger linger = linger(10);
    linger.begin();

    for (int turn = 0; turn < 100; turn++) {
      assertFalse(linger.isOver(false));
    }

    assertEquals(0, asked);
  }

  @Test
  void shouldCountFromTheFirstTimeThatNothingMoreIsThere() {
    Linger linger = linger(10);
    linger.begin();

    assertFalse(linger.isOver(true));
    now += 9;
    assertFalse(linger.isOver(false), "a little more came");
    now += 1;
    assertTrue(linger.isOver(false));
    linger.begin();
    assertFalse(linger.isOver(true), "the next slot waits anew");
  }

  @Test
  void shouldBeOverAtOnceOrNever() {
    Linger atOnce = linger(0);
    atOnce.begin();
    assertTrue(atOnce.isOver(true));
    Linger never = linger(Linger.parse("none"));
    never.begin();
    now += TimeUnit.DAYS.toNanos(36500);
    assertFalse(never.isOver(true));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "100, 100000000", "100ms, 100000000", "2s, 2000000000"})
  void shouldReadTimes(String text, long nanos) {
    assertEquals(nanos, Linger.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5s", "5m", "never"})
  void shouldRefuseWhatIsNoTime(String text) {
    BatonException refused = assertThrows(BatonException.class, () -> Linger.parse(text));

    assertTrue(refused.getMessage().startsWith("--linger " + text + ": expected milliseconds"));
  }

  private Linger linger(long nanos) {
    return new Linger(
        nanos,
        () -> {
          asked++;
          return now;
        });
  }
}
