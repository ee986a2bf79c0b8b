package dev.baton.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a process is told where to die. */
final class ArmedPointTest {
  @Test
  void shouldTakeTheFirstTimeByDefault() {
    assertEquals(new ArmedPoint(CrashPoint.NOTE_WRITTEN, 1), ArmedPoint.parse("note-written"));
  }

  @Test
  void shouldTakeALaterTime() {
    assertEquals(new ArmedPoint(CrashPoint.LEFT, 12), ArmedPoint.parse("left:12"));
  }

  @Test
  void shouldSuggestTheNearestStep() {
    BatonException refused = refused("publish-swaped:2");
    assertTrue(refused.getMessage().contains("'publish-swaped'"), refused::getMessage);
    assertEquals("did you mean publish-swapped?", refused.hint());
  }

  @Test
  void shouldListTheStepsWhereNoneIsNear() {
    assertTrue(refused("").hint().contains("claim-swapped publish-length-written"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"left:", "left:0", "left:-1", "left:x", "left:1:2"})
  void shouldRefuseWhatIsNoTime(String text) {
    assertTrue(refused(text).getMessage().contains("expected a whole number from 1"));
  }

  @Test
  void shouldLeaveThisProcessAlone() {
    assertTrue(ArmedPoint.ofProcess().isEmpty());
    CrashPoint.check();
    CrashPoint.LEFT.reached();
  }

  private static BatonException refused(String text) {
    BatonException refused = assertThrows(BatonException.class, () -> ArmedPoint.parse(text));
    assertEquals(Reason.USAGE, refused.reason());
    return refused;
  }
}
