package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Free slots are claimed round and round. */
final class FreeSlotsTest {
  private final FreeSlots free = new FreeSlots(4);

  @Test
  void shouldBeginWithTheFirst() {
    free.add(2);
    free.add(0);

    assertEquals(0, free.poll());
  }

  @Test
  void shouldGoOnBehindTheOneClaimedLast() {
    free.add(1);
    free.add(3);
    free.claimed(1);

    assertEquals(2, free.turn());
    assertEquals(3, free.poll());
    assertEquals(1, free.poll());
  }

  @Test
  void shouldBeginAnewBehindTheLast() {
    free.add(3);
    free.add(0);
    free.claimed(3);

    assertEquals(0, free.turn());
    assertEquals(0, free.poll());
  }

  @Test
  void shouldBeEmptyWhenAllWereTaken() {
    free.add(1);

    assertEquals(1, free.poll());
    assertTrue(free.isEmpty());
    assertEquals(-1, free.poll());
  }
}
