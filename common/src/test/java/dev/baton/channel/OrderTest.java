package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Slots of one loader are borrowed in that loader's order; those tried before come first. */
@Timeout(60)
final class OrderTest {
  private static final int SLOTS = 8;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Channel channel;
  private final List<AutoCloseable> members = new ArrayList<>();

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(SLOTS));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable member : members) {
      member.close();
    }
    channel.close();
  }

  @Test
  void shouldBorrowInTheOrderOfPublishing() {
    Processor processor = processor("p");
    Loader loader = loader("l");
    for (int i = 1; i <= 3 * SLOTS; i++) {
      publish(loader);
      assertEquals(i, borrow(processor));
    }
  }

  @Test
  void shouldFindWhatWasPublishedBeforeItAttached() {
    Loader loader = loader("l");
    publish(loader, 5);
    Processor processor = processor("p");
    publish(loader, 2);

    assertBorrows(processor, 1, 2, 3, 4, 5, 6, 7);
  }

  /** Tokens that were appended before the processor followed the loader are not read. */
  @Test
  void shouldBeginWithTheFirstSlotOfALoaderThatCameLater() {
    Processor processor = processor("p");
    assertNull(processor.poll());
    Loader loader = loader("l");
    publish(loader, 3);
    assertEquals(1, borrow(processor));

    publish(loader, 2);
    assertBorrows(processor, 2, 3, 4, 5);
  }

  @Test
  void shouldFinishOneIncarnationsSlotsBeforeTheNexts() {
    Processor processor = processor("p");
    Loader loader = loader("l");
    publish(loader, 2);
    assertEquals(1, borrow(processor));
    loader.close();
    loader = loader("l");
    publish(loader, 2);
    loader.close();
    loader = loader("l");
    publish(loader, 1);

    assertBorrows(processor, 2, 3, 4, 5);
  }

  @Test
  void shouldBorrowFirstWhatWasGivenBack() {
    Processor processor = processor("p");
    Loader loader = loader("l");
    publish(loader, 4);
    assertEquals(1, borrow(processor));
    BorrowedSlot two = processor.poll();
    assertEquals(2, two.sequence());
    assertEquals(0, two.attempts());
    assertTrue(two.requeue(true));

    BorrowedSlot again = processor.poll();
    assertEquals(2, again.sequence());
    assertEquals(1, again.attempts());
    assertTrue(again.release());
    assertBorrows(processor, 3, 4);
  }

  @Test
  void shouldBorrowFirstWhatAnotherGaveBack() {
    Loader loader = loader("l");
    publish(loader, 5);
    Processor one = processor("one");
    Processor other = processor("other");
    BorrowedSlot first = one.poll();
    assertEquals(1, first.sequence());
    assertEquals(2, borrow(other), "and the other knows of 3, 4 and 5");
    assertTrue(first.requeue(true));

    assertBorrows(other, 1, 3, 4, 5);
  }

  @Test
  void shouldBorrowFirstWhatALeaverGaveBack() {
    Processor one = processor("one");
    Processor other = processor("other");
    Loader loader = loader("l");
    publish(loader, 3);
    assertNotNull(one.poll());
    BorrowedSlot two = other.poll();
    assertEquals(2, two.sequence());
    one.close();

    assertEquals(1, borrow(other));
    assertTrue(two.release());
    assertEquals(3, borrow(other));
  }

  @Test
  void shouldTakeTurnsBetweenLoaders() {
    Processor processor = processor("p");
    Loader one = loader("one");
    Loader other = loader("other");
    assertNull(processor.poll());
    publish(one, 3);
    publish(other, 3);

    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      BorrowedSlot slot = processor.poll();
      order.append(slot.loader()).append(slot.sequence()).append(' ');
      assertTrue(slot.release());
    }
    assertTrue(
        order
            .toString()
            .matches("(one1 other1 one2 other2 one3 other3|other1 one1 other2 one2 other3 one3) "),
        order.toString());
  }

  /** Also while the next slot of the one that is followed has long been ready. */
  @Test
  void shouldHearAnotherLoaderBehindTheNextSlotOfTheFirst() {
    Processor processor = processor("p");
    Loader first = loader("a");
    publish(first);
    assertEquals(1, borrow(processor));
    publish(first, SLOTS - 1);
    publish(loader("b"));

    List<String> borrowed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      BorrowedSlot slot = processor.poll();
      borrowed.add(slot.loader());
      slot.release();
    }
    assertTrue(borrowed.contains("b"), borrowed.toString());
  }

  /** Whoever waits looks at the next slot only, but not for long. */
  @Test
  void shouldFindASlotOutOfTurnRightAfterARelease() {
    Processor processor = processor("p");
    Loader loader = loader("l");
    for (int i = 1; i <= 4 * SLOTS; i++) {
      publish(loader);
      loader.poll().abort(); // the turn is passed on
      BorrowedSlot slot = processor.borrow(IdleStrategy.spin());
      assertEquals(i, slot.sequence());
      slot.release();
    }
  }

  /**
   * With several processors too: once a slot is borrowed, no earlier one of its loader is ready.
   * Loaders and processors come and go meanwhile, so that looks and tokens mix.
   */
  @Test
  void shouldLeaveNothingEarlierBehind() throws Exception {
    int loaders = 2;
    int processors = 3;
    int slotsOfEach = 1500;
    Words words = Channels.words(channel.path());
    ExecutorService pool = Executors.newFixedThreadPool(loaders + processors);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < processors; i++) {
        String name = "processor-" + i;
        tasks.add(pool.submit(() -> borrowAll(name, words)));
      }
      for (int i = 0; i < loaders; i++) {
        String name = "loader-" + i;
        tasks.add(pool.submit(() -> publishAll(name, slotsOfEach)));
      }
      long borrowed = 0;
      for (Future<?> task : tasks) {
        borrowed += (Long) task.get();
      }
      assertEquals((long) loaders * slotsOfEach, borrowed);
    } finally {
      pool.shutdownNow();
    }
  }

  private long publishAll(String name, int count) {
    IdleStrategy idle = IdleStrategy.backOff();
    for (int published = 0; published < count; ) {
      try (Loader loader = channel.attachLoader(name, 1)) {
        int most = Math.min(count, published + 500);
        for (; published < most; published++) {
          assertTrue(loader.claim(idle).publish(1));
        }
        if (published == count) {
          loader.end();
        }
      }
    }
    return 0;
  }

  private long borrowAll(String name, Words words) {
    IdleStrategy idle = IdleStrategy.backOff();
    long borrowed = 0;
    boolean end = false;
    while (!end) {
      try (Processor processor = channel.attachProcessor(name, 1)) {
        for (int i = 0; i < 400 && !end; i++) {
          BorrowedSlot slot = processor.borrow(idle);
          end = slot == null;
          if (!end) {
            assertNothingEarlier(words, slot);
            assertTrue(slot.release());
            borrowed++;
          }
        }
      }
    }
    return borrowed;
  }

  private static void assertNothingEarlier(Words words, BorrowedSlot slot) {
    int own = ControlLayout.slot(slot.id());
    int loader = words.getInt(own + SlotLayout.FILLED_BY);
    for (int other = 0; other < SLOTS; other++) {
      int header = ControlLayout.slot(other);
      long word = words.getLongAcquire(header + SlotLayout.WORD);
      boolean sameLoader = words.getInt(header + SlotLayout.FILLED_BY) == loader;
      long sequence = words.getLong(header + SlotLayout.SEQUENCE);
      Words.acquireFence();
      if (SlotWord.is(word, SlotState.READY)
          && sameLoader
          && words.getLongAcquire(header + SlotLayout.WORD) == word) {
        assertTrue(sequence > slot.sequence(), sequence + " is left behind by " + slot.sequence());
      }
    }
  }

  private Loader loader(String name) {
    Loader loader = channel.attachLoader(name, 1);
    members.add(loader);
    return loader;
  }

  private Processor processor(String name) {
    Processor processor = channel.attachProcessor(name, 1);
    members.add(processor);
    return processor;
  }

  private static void publish(Loader loader, int count) {
    for (int i = 0; i < count; i++) {
      publish(loader);
    }
  }

  private static void publish(Loader loader) {
    assertTrue(loader.poll().publish(1));
  }

  private static long borrow(Processor processor) {
    BorrowedSlot slot = processor.poll();
    assertNotNull(slot, "nothing is ready");
    long sequence = slot.sequence();
    assertTrue(slot.release());
    return sequence;
  }

  private static void assertBorrows(Processor processor, long... sequences) {
    for (long sequence : sequences) {
      assertEquals(sequence, borrow(processor));
    }
  }
}
