package dev.baton.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ExchangeTest {
  private static final int SLOT = 2;
  private static final int OWNER = 5;
  private static final long GENERATION = 40;

  private final Words words = Channels.memory(4);
  private final Exchange exchange = new Exchange(words);

  @TestFactory
  Stream<DynamicTest> shouldSwapOnlyFromTheStateOfTheVerb() {
    return Stream.of(Transition.values())
        .flatMap(
            verb ->
                Stream.of(SlotState.values())
                    .map(
                        state ->
                            DynamicTest.dynamicTest(
                                verb + " from " + state, () -> checkVerb(verb, state))));
  }

  private void checkVerb(Transition verb, SlotState state) {
    long before = SlotWord.of(state, 0, state.isTaken() ? OWNER : -1, GENERATION);
    set(before);

    boolean swapped = apply(verb, before);

    assertEquals(verb.from() == state, swapped);
    assertEquals(swapped ? after(verb, 0) : before, exchange.word(SLOT));
  }

  @TestFactory
  Stream<DynamicTest> shouldNotSwapAWordThatIsNotTheOneSeen() {
    return Stream.of(Transition.values())
        .map(verb -> DynamicTest.dynamicTest(verb.toString(), () -> checkStale(verb)));
  }

  private void checkStale(Transition verb) {
    int owner = verb.from().isTaken() ? OWNER : -1;
    long seen = SlotWord.of(verb.from(), 0, owner, GENERATION);
    List<Long> others = new ArrayList<>();
    others.add(SlotWord.of(verb.from(), 0, owner, GENERATION + 1));
    others.add(SlotWord.of(verb.from(), 1, owner, GENERATION));
    if (owner >= 0) {
      others.add(SlotWord.of(verb.from(), 0, owner + 1, GENERATION));
    }
    for (long now : others) {
      set(now);
      assertFalse(apply(verb, seen));
      assertEquals(now, exchange.word(SLOT));
    }
  }

  @Test
  void shouldGoOnceRound() {
    long free = exchange.word(SLOT);
    assertTrue(exchange.claim(SLOT, free, OWNER));
    long filling = Exchange.taken(Transition.CLAIM, free, OWNER);
    assertEquals(filling, exchange.word(SLOT));
    assertTrue(exchange.publish(SLOT, filling));
    long ready = exchange.word(SLOT);
    assertTrue(exchange.borrow(SLOT, ready, OWNER + 1));
    long reading = Exchange.taken(Transition.BORROW, ready, OWNER + 1);
    assertEquals(reading, exchange.word(SLOT));
    assertTrue(exchange.requeue(SLOT, reading, true));
    long again = exchange.word(SLOT);
    assertEquals(SlotWord.of(SlotState.READY, 1, -1, 0), again);
    assertTrue(exchange.borrow(SLOT, again, OWNER));
    assertEquals(
        Exchange.taken(Transition.BORROW, again, OWNER), exchange.word(SLOT), "with its attempts");
    assertTrue(exchange.release(SLOT, exchange.word(SLOT)));
    assertEquals(SlotWord.of(SlotState.FREE, 0, -1, 1), exchange.word(SLOT));
    for (int other : new int[] {0, 1, 3}) {
      assertEquals(SlotWord.EMPTY, exchange.word(other), "no other slot is touched");
    }
  }

  @Test
  void shouldNotCountAFailedTryThatDidNotFail() {
    long reading = SlotWord.of(SlotState.READING, 2, OWNER, GENERATION);
    set(reading);
    assertTrue(exchange.requeue(SLOT, reading, false));
    assertEquals(2, SlotWord.attempts(exchange.word(SLOT)));
  }

  @Test
  void shouldCountTriesUpToItsMost() {
    long reading = SlotWord.of(SlotState.READING, SlotWord.MAX_ATTEMPTS, OWNER, GENERATION);
    set(reading);
    assertTrue(exchange.requeue(SLOT, reading, true));
    assertEquals(
        SlotWord.of(SlotState.READY, SlotWord.MAX_ATTEMPTS, -1, GENERATION), exchange.word(SLOT));
  }

  @Test
  void shouldClaimAFreeSlotWithTriesLeftInItsWord() {
    long left = SlotWord.of(SlotState.FREE, 9, -1, GENERATION);
    set(left);
    assertTrue(exchange.claim(SLOT, left, OWNER));
    assertEquals(Exchange.taken(Transition.CLAIM, left, OWNER), exchange.word(SLOT));
  }

  @Test
  void shouldGiveASlotToOneOfThoseWhoClaimItAtOnce() throws Exception {
    int members = 4;
    ExecutorService pool = Executors.newFixedThreadPool(members);
    try {
      for (int round = 0; round < 500; round++) {
        CyclicBarrier start = new CyclicBarrier(members);
        long free = exchange.word(SLOT);
        List<Future<Boolean>> claims = new ArrayList<>();
        for (int member = 0; member < members; member++) {
          int owner = member;
          claims.add(
              pool.submit(
                  () -> {
                    start.await();
                    return exchange.claim(SLOT, free, owner);
                  }));
        }
        int winner = -1;
        for (int member = 0; member < members; member++) {
          if (claims.get(member).get()) {
            assertEquals(-1, winner);
            winner = member;
          }
        }
        assertEquals(winner, SlotWord.owner(exchange.word(SLOT)));
        assertTrue(exchange.abort(SLOT, exchange.word(SLOT)));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static long after(Transition verb, int attempts) {
    return switch (verb) {
      case CLAIM -> SlotWord.of(SlotState.FILLING, 0, OWNER, GENERATION);
      case PUBLISH -> SlotWord.of(SlotState.READY, 0, -1, GENERATION);
      case ABORT -> SlotWord.of(SlotState.FREE, 0, -1, GENERATION);
      case BORROW -> SlotWord.of(SlotState.READING, attempts, OWNER, GENERATION);
      case RELEASE -> SlotWord.of(SlotState.FREE, 0, -1, GENERATION + 1);
      case REQUEUE -> SlotWord.of(SlotState.READY, attempts + 1, -1, GENERATION);
    };
  }

  private boolean apply(Transition verb, long seen) {
    return switch (verb) {
      case CLAIM -> exchange.claim(SLOT, seen, OWNER);
      case PUBLISH -> exchange.publish(SLOT, seen);
      case ABORT -> exchange.abort(SLOT, seen);
      case BORROW -> exchange.borrow(SLOT, seen, OWNER);
      case RELEASE -> exchange.release(SLOT, seen);
      case REQUEUE -> exchange.requeue(SLOT, seen, true);
    };
  }

  private void set(long word) {
    words.putLong(ControlLayout.slot(SLOT) + SlotLayout.WORD, word);
  }
}
