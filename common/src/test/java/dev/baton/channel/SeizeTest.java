package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slot whose word or header was damaged is set aside by whoever finds it, and used again. */
@Timeout(60)
final class SeizeTest {
  private static final long JOB = 5;
  private static final int LENGTH = 7;
  private static final int BIT = 1;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Channel channel;
  private Words words;
  private Exchange exchange;
  private Loader loader;
  private Processor processor;
  private Processor finder;

  @BeforeEach
  void attach() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(1));
    words = Channels.words(channel.path());
    exchange = new Exchange(words);
    loader = channel.attachLoader("l", JOB);
    processor = channel.attachProcessor("p", JOB);
    finder = channel.attachProcessor("finder", JOB);
  }

  @AfterEach
  void close() {
    finder.close();
    processor.close();
    loader.close();
    channel.close();
  }

  @Test
  void shouldSetAsideAReadySlotAsItWasPublished() throws IOException {
    publish();
    flip(SlotLayout.WORD, BIT);

    setAside();

    SetAsideStory story = only();
    assertEquals("l", story.loader());
    assertEquals(1, story.sequence());
    assertEquals(LENGTH, story.length());
    assertTrue(story.damage().startsWith("slot word damaged: found "), story::damage);
    assertEquals("damaged", story.outcomes());
    loader.end();
    assertTrue(finder.isEnd(), "nobody waits for it");
    assertEquals(1, finder.record().counter(Counter.DAMAGED), "counted once");
  }

  @Test
  void shouldSetAsideAFreeSlotWhichMayHaveBeenProcessed() throws IOException {
    publish();
    processor.poll().release();
    long free = exchange.word(0);
    flip(SlotLayout.WORD, BIT);

    setAside();

    assertEquals(1, only().sequence());
    assertTrue(only().damage().endsWith("may have been processed already"), only()::damage);
    assertTrue(SlotWord.generation(exchange.word(0)) > SlotWord.generation(free));
  }

  @Test
  void shouldSetAsideASlotThatWasNeverUsed() throws IOException {
    flip(SlotLayout.WORD, BIT);

    setAside();

    assertEquals("unknown", only().loader());
    assertEquals(16, only().length(), "all of it");
    publish();
    assertEquals(1, processor.poll().sequence());
  }

  /** Nobody else gets the array while its loader writes into it. */
  @Test
  void shouldWaitForALiveLoader() throws IOException {
    ClaimedSlot held = loader.poll();
    flip(SlotLayout.WORD, BIT);
    assertNull(seize());

    assertFalse(held.publish(LENGTH));

    assertEquals(0, loader.record().committedSequence(), "it is to go on before this slot");
    setAside();
    publish();
    assertEquals(1, processor.poll().sequence());
  }

  @Test
  void shouldWaitForALiveProcessor() throws IOException {
    publish();
    BorrowedSlot held = processor.poll();
    flip(SlotLayout.WORD, BIT);
    assertNull(seize());

    assertFalse(held.release());

    assertEquals(0, processor.record().committedSequence(), "its output does not count");
    setAside();
    assertEquals(1, only().sequence(), "and so the array is here");
  }

  @ParameterizedTest
  @EnumSource(names = {"FILLING", "READING"})
  void shouldNotWaitForADeadOwner(SlotState state) throws IOException {
    publish();
    boolean filling = state == SlotState.FILLING;
    if (filling) {
      processor.poll().release();
    }
    MemberRecord dead = filling ? loader.record() : processor.record();
    loader.close();
    processor.close();
    words.putLong(ControlLayout.member(dead.index()) + MemberLayout.LEFT_MILLIS, 0);
    dead.state(MemberState.ATTACHED);
    long word = exchange.word(0);
    assertTrue(
        filling ? exchange.claim(0, word, dead.index()) : exchange.borrow(0, word, dead.index()));
    flip(SlotLayout.WORD, BIT);
    assertNull(seize(), "whether it lives is not known yet");

    channel.attachProcessor("other", JOB).close(); // finds it dead

    setAside();
    assertEquals(1, only().sequence());
  }

  /** Whichever bit it is: generation, check, owner, attempts, state. */
  @Test
  void shouldSeizeWhicheverBitOfTheWordIsFlipped() {
    publish();
    long ready = exchange.word(0);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      flip(SlotLayout.WORD, bit);
      assertNull(processor.poll(), "flipped bit " + bit);
      BorrowedSlot seized = seize();
      assertNotNull(seized, "flipped bit " + bit);
      assertTrue(seized.generation() > SlotWord.generation(ready), "flipped bit " + bit);
      assertEquals(1, seized.sequence());
      seized.requeue(false);
      words.putLongRelease(ControlLayout.slot(0) + SlotLayout.WORD, ready);
    }
    try (Processor late = channel.attachProcessor("late", JOB)) {
      assertEquals(1, late.poll().sequence(), "as it was published");
    }
  }

  @Test
  void shouldBelieveNothingOfAHeaderOfWhichAnyBitIsFlipped() {
    publish();
    int bits = (SlotLayout.CHECK + Long.BYTES - SlotLayout.HOLDER) * Byte.SIZE;
    for (int bit = Integer.SIZE; bit < bits; bit++) { // the holder is another matter
      flip(SlotLayout.HOLDER, bit);
      assertNull(processor.poll(), "flipped bit " + bit);
      BorrowedSlot seized = seize();
      assertNotNull(seized, "flipped bit " + bit);
      assertTrue(seized.damage().startsWith("header damaged: "), seized::damage);
      assertEquals("unknown", seized.loader());
      assertEquals(16, seized.length());
      assertEquals(0, seized.position().offset);
      seized.requeue(false);
      flip(SlotLayout.HOLDER, bit);
    }
    assertEquals(1, processor.poll().sequence(), "as it was published");
  }

  /** Taken back like any slot of the dead, it must not be taken for one that is ready. */
  @Test
  void shouldNotProcessWhatADeadSeizerLeft() throws IOException {
    publish();
    flip(SlotLayout.WORD, BIT);
    BorrowedSlot seized = seize();
    String left = "l-1-0." + seized.generation();
    assertTrue(exchange.requeue(0, seized.word(), true));

    assertNull(processor.poll());

    setAside();
    assertEquals(left, only().name(), "the same files");
  }

  @Test
  void shouldSeizeOnlyOnce() {
    publish();
    flip(SlotLayout.WORD, BIT);
    for (int i = 0; i < 2; i++) {
      processor.damaged().look();
      finder.damaged().look();
    }

    assertNotNull(processor.seize());
    assertNull(finder.seize());
  }

  @Test
  void shouldNotTakeASlotThatIsInOrder() {
    assertNull(seize());
    ClaimedSlot claimed = loader.poll();
    assertNull(seize());
    claimed.publish(LENGTH);
    assertNull(seize());
    BorrowedSlot borrowed = processor.poll();
    assertNull(seize());
    borrowed.release();
    assertNull(seize());
  }

  private void publish() {
    ClaimedSlot slot = loader.poll();
    LongBuffer longs = slot.array().longBuffer();
    while (longs.hasRemaining()) {
      longs.put(1_000_003L * longs.position());
    }
    assertTrue(slot.publish(LENGTH));
  }

  private BorrowedSlot seize() {
    finder.damaged().look();
    finder.damaged().look();
    return finder.seize();
  }

  private void setAside() {
    SettingAside aside = new SettingAside(finder, channel.path(), 3);
    BorrowedSlot slot = seize();
    assertTrue(aside.concerns(slot));
    aside.take(slot);
    assertEquals(1, aside.done());
    assertTrue(SlotWord.is(exchange.word(0), SlotState.FREE));
  }

  private SetAsideStory only() throws IOException {
    SetAside aside = new SetAside(new ChannelDirectory(channel.path()));
    assertEquals(1, aside.names().size());
    return aside.story(aside.names().get(0));
  }

  private void flip(int field, int bit) {
    int word = ControlLayout.slot(0) + field + bit / Long.SIZE * Long.BYTES;
    words.putLongRelease(word, words.getLong(word) ^ 1L << bit % Long.SIZE);
  }
}
