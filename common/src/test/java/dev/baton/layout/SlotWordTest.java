package dev.baton.layout;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class SlotWordTest {
  private static final long MOST_GENERATIONS = (1L << 40) - 1;

  @Test
  void shouldUnpackWhatItPacked() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      SlotState state = SlotState.of(random.nextInt(SlotState.values().length));
      int attempts = random.nextInt(SlotWord.MAX_ATTEMPTS + 1);
      int owner = random.nextInt(ControlLayout.MEMBERS + 1) - 1;
      long generation = random.nextLong() >>> (24 + random.nextInt(40));

      long word = SlotWord.of(state, attempts, owner, generation);

      assertAll(
          "seed " + seed,
          () -> assertEquals(state, SlotWord.state(word)),
          () -> assertEquals(attempts, SlotWord.attempts(word)),
          () -> assertEquals(owner, SlotWord.owner(word)),
          () -> assertEquals(generation, SlotWord.generation(word)));
    }
  }

  @Test
  void shouldBeAFreeSlotOfNobodyWhenAllIsZero() {
    assertEquals(
        SlotWord.EMPTY, SlotWord.of(SlotState.FREE, 0, -1, 0), "all zero is a valid empty region");
  }

  @Test
  void shouldKeepItsPlaces() {
    assertEquals(
        0x0000_0000_0500_0213L,
        SlotWord.of(SlotState.READING, 1, 1, 5) & ~0xFF_0000L,
        "state from bit 0, attempts from 4, owner from 8, check from 16, generation from 24");
  }

  @Test
  void shouldComeRoundAfterTheLastGeneration() {
    long last = SlotWord.of(SlotState.READING, 3, 7, MOST_GENERATIONS);
    long next = SlotWord.of(SlotState.FREE, 0, -1, MOST_GENERATIONS + 1);

    assertEquals(MOST_GENERATIONS, SlotWord.generation(last));
    assertEquals(SlotWord.EMPTY, next);
  }

  @Test
  void shouldHoldEveryMemberOfTheTable() {
    int last = ControlLayout.MEMBERS - 1;
    assertEquals(last, SlotWord.owner(SlotWord.of(SlotState.FILLING, 0, last, 0)));
  }

  @Test
  void shouldTellAWordThatNobodyWrites() {
    assertTrue(SlotWord.isSound(SlotWord.EMPTY));
    assertTrue(SlotWord.isSound(SlotWord.of(SlotState.FILLING, 0, 0, 9)));
    assertFalse(SlotWord.isSound(SlotWord.of(SlotState.FILLING, 0, -1, 9)), "no owner");
    assertFalse(SlotWord.isSound(SlotWord.of(SlotState.READY, 0, 3, 9)), "an owner");
    assertFalse(SlotWord.isSound(SlotWord.of(SlotState.READING, 0, ControlLayout.MEMBERS, 9)));
    assertFalse(SlotWord.isSound(WordCheck.seal(0xF)), "no such state");
    assertFalse(SlotWord.isSound(0xFF00_0000_0001_0000L), "a wrong check");
  }

  @Test
  void shouldBeInNoStateWhenUpToThreeBitsAreFlipped() {
    for (SlotState state : SlotState.values()) {
      long word = SlotWord.of(state, 1, state.isTaken() ? 77 : -1, 0x12_3456_789AL);
      for (int a = 0; a < Long.SIZE; a++) {
        for (int b = a; b < Long.SIZE; b++) {
          for (int c = b; c < Long.SIZE; c++) {
            long flips = bits(a, b, c);
            assertFalse(SlotWord.isSound(word ^ flips), () -> Long.toBinaryString(flips));
          }
        }
      }
      long damaged = word ^ 1L << 40;
      for (SlotState any : SlotState.values()) {
        assertFalse(SlotWord.is(damaged, any));
      }
    }
  }

  /** One bit where all three are the same, two where two are, three otherwise. */
  private static long bits(int a, int b, int c) {
    return 1L << a | 1L << b | 1L << c;
  }
}
