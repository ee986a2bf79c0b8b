package dev.baton.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class TransitionTest {
  /** From design to code by hand, so that a change of either is seen here. */
  private static final Map<String, String> ARROWS =
      Map.of(
          "FREE > FILLING", "CLAIM",
          "FILLING > READY", "PUBLISH",
          "FILLING > FREE", "ABORT",
          "READY > READING", "BORROW",
          "READING > FREE", "RELEASE",
          "READING > READY", "REQUEUE");

  @TestFactory
  Stream<DynamicTest> shouldHaveExactlyTheArrowsOfTheProtocol() {
    return Stream.of(SlotState.values())
        .flatMap(from -> Stream.of(SlotState.values()).map(to -> from + " > " + to))
        .map(
            pair ->
                DynamicTest.dynamicTest(
                    pair, () -> assertEquals(ARROWS.getOrDefault(pair, "none"), verb(pair))));
  }

  private static String verb(String pair) {
    return Arrays.stream(Transition.values())
        .filter(each -> (each.from() + " > " + each.to()).equals(pair))
        .map(Enum::name)
        .reduce((one, other) -> one + " and " + other)
        .orElse("none");
  }

  @Test
  void shouldHaveAnOwnerExactlyWhereASlotIsTaken() {
    Map<SlotState, Boolean> taken = new TreeMap<>();
    for (SlotState state : SlotState.values()) {
      taken.put(state, state.isTaken());
    }
    assertEquals(
        Map.of(
            SlotState.FREE, false,
            SlotState.FILLING, true,
            SlotState.READY, false,
            SlotState.READING, true),
        taken);
  }
}
