package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import org.junit.jupiter.api.Test;

/** What is borrowed before its token is read is the very next of the same loader, and no other. */
final class SuccessorTest {
  private static final int SLOTS = 3;
  private static final int LOADER = 4;
  private static final int PROCESSOR = 5;
  private static final long SEQUENCE = 7;

  private final Words words = Channels.memory(SLOTS);
  private final Exchange exchange = new Exchange(words);
  private final MemberTable table = new MemberTable(words);
  private final Successor successor = new Successor(words, exchange, table, SLOTS);

  @Test
  void shouldFindTheNextSlotOfTheLoader() {
    followSlot(0);
    publish(1, LOADER, SEQUENCE + 1);

    assertEquals(1, successor.slot());
    assertEquals(exchange.word(1), successor.word());
  }

  @Test
  void shouldFindTheFirstSlotBehindTheLast() {
    followSlot(SLOTS - 1);
    publish(0, LOADER, SEQUENCE + 1);

    assertEquals(0, successor.slot());
    assertNotEquals(SlotWord.EMPTY, successor.word());
  }

  @Test
  void shouldFindNothingBeforeASlotWasBorrowed() {
    publish(0, LOADER, 1);

    assertEquals(SlotWord.EMPTY, successor.word());
  }

  @Test
  void shouldLeaveAloneWhatIsBeingFilled() {
    followSlot(0);
    exchange.claim(1, exchange.word(1), LOADER);

    assertEquals(SlotWord.EMPTY, successor.word());
  }

  /** An earlier one may be ready elsewhere. */
  @Test
  void shouldNotPassOverASequence() {
    followSlot(0);
    publish(1, LOADER, SEQUENCE + 2);

    assertEquals(SlotWord.EMPTY, successor.word());
  }

  @Test
  void shouldNotTakeTheSlotOfAnotherLoader() {
    followSlot(0);
    publish(1, LOADER + 1, SEQUENCE + 1);

    assertEquals(SlotWord.EMPTY, successor.word());
  }

  /** The record may have passed to another loader, whose first slots are elsewhere. */
  @Test
  void shouldForgetTheLoaderWhenSomebodyAttaches() {
    followSlot(0);
    table.announce();
    publish(1, LOADER, SEQUENCE + 1);

    assertEquals(SlotWord.EMPTY, successor.word());
  }

  private void followSlot(int slot) {
    publish(slot, LOADER, SEQUENCE);
    exchange.borrow(slot, exchange.word(slot), PROCESSOR);
    int header = ControlLayout.slot(slot);
    successor.follow(
        slot,
        words.getInt(header + SlotLayout.FILLED_BY),
        words.getLong(header + SlotLayout.SEQUENCE));
  }

  private void publish(int slot, int loader, long sequence) {
    long free = exchange.word(slot);
    exchange.claim(slot, free, loader);
    words.putInt(ControlLayout.slot(slot) + SlotLayout.FILLED_BY, loader);
    words.putLong(ControlLayout.slot(slot) + SlotLayout.SEQUENCE, sequence);
    exchange.publish(slot, exchange.word(slot));
  }
}
