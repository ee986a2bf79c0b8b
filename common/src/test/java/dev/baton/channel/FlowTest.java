package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Activity;
import dev.baton.layout.Flow;
import dev.baton.layout.HeaderLayout;
import dev.baton.store.ControlView;
import dev.baton.testing.Channels;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Pause, resume, drain. */
@Timeout(60)
final class FlowTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Channel channel;

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(4));
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void shouldTakeNoSlotInAPauseAndCompleteWhatIsHeld() {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      loader.poll().publish(16);
      loader.poll().publish(16);
      ClaimedSlot filling = loader.poll();
      BorrowedSlot reading = processor.poll();

      channel.order(Flow.PAUSED, "eve", "lunch");

      assertNull(loader.poll());
      assertNull(processor.poll());
      assertTrue(filling.publish(16));
      assertTrue(reading.release());
      assertNull(loader.poll());
      assertNull(processor.poll());

      channel.order(Flow.RUNNING, "eve", "back");

      assertNotNull(loader.poll());
      assertEquals(2, processor.poll().sequence());
      assertEquals(3, processor.poll().sequence());
    }
  }

  @Test
  void shouldShowWhoWaitsForTheEndOfAPause() {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      processor.waits();
      assertEquals(Activity.WAITING_FOR_READY, processor.record().activity());
      channel.order(Flow.PAUSED, "eve", "lunch");
      loader.waits();
      processor.waits();
      assertEquals(Activity.PAUSED, loader.record().activity());
      assertEquals(Activity.PAUSED, processor.record().activity());
    }
  }

  @Test
  void shouldKeepMembersThatComeLaterInThePause() {
    channel.order(Flow.PAUSED, "eve", "lunch");
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      assertNull(loader.poll());
      channel.order(Flow.RUNNING, "eve", "back");
      loader.poll().publish(16);
      channel.order(Flow.PAUSED, "eve", "again");
      assertNull(processor.poll());
    }
  }

  @Test
  void shouldBeBailedOutOfAPause() throws Exception {
    channel.order(Flow.PAUSED, "eve", "lunch");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Loader loader = channel.attachLoader("l", 1)) {
      CountDownLatch waits = new CountDownLatch(1);
      Future<BatonException> bailed =
          pool.submit(
              () -> assertThrows(BatonException.class, () -> loader.claim(signalling(waits))));
      waits.await();
      channel.bail("eve", "enough");
      assertEquals(Reason.UNAVAILABLE, bailed.get().reason());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void shouldWaitInAPauseAndClaimAfterIt() throws Exception {
    channel.order(Flow.PAUSED, "eve", "lunch");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Loader loader = channel.attachLoader("l", 1)) {
      CountDownLatch waits = new CountDownLatch(1);
      Future<ClaimedSlot> claimed = pool.submit(() -> loader.claim(signalling(waits)));
      waits.await();
      assertEquals(Activity.PAUSED, loader.record().activity());
      channel.order(Flow.RUNNING, "eve", "back");
      assertNotNull(claimed.get());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void shouldProcessAllThatIsPublishedWhenDrained() {
    try (Processor processor = channel.attachProcessor("p", 1)) {
      Loader loader = channel.attachLoader("l", 1);
      loader.poll().publish(16);
      ClaimedSlot filling = loader.poll();

      channel.order(Flow.DRAINING, "eve", "maintenance");

      assertNull(loader.claim(IdleStrategy.spin()));
      assertTrue(loader.isDraining());
      assertFalse(processor.isDrained(), "a loader is attached");
      filling.publish(7);
      loader.close();
      assertFalse(processor.isDrained(), "slots are ready");
      BorrowedSlot first = processor.borrow(IdleStrategy.spin());
      processor.borrow(IdleStrategy.spin()).release();
      assertFalse(processor.isDrained(), "a slot is held");
      first.release();
      assertNull(processor.borrow(IdleStrategy.spin()));
      assertTrue(processor.isDrained());
      assertFalse(processor.isEnd(), "the loader may come back");
    }
  }

  @Test
  void shouldTakeNoLoaderWhileDrainingButProcessors() {
    channel.order(Flow.DRAINING, "eve", "maintenance");

    BatonException refused = assertThrows(BatonException.class, () -> channel.attachLoader("l", 1));
    assertEquals(Reason.TRY_AGAIN, refused.reason());
    assertTrue(refused.getMessage().endsWith("draining by eve: maintenance"), refused.getMessage());
    try (Processor processor = channel.attachProcessor("p", 1)) {
      assertTrue(processor.isDrained());
    }

    channel.order(Flow.RUNNING, "eve", "done");
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      assertNotNull(loader.poll());
      assertFalse(processor.isDrained());
    }
  }

  @Test
  void shouldGoOnDrainingAfterAPause() {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      loader.poll().publish(16);
      channel.order(Flow.PAUSED, "eve", "lunch");
      assertNull(processor.poll());
      channel.order(Flow.DRAINING, "eve", "maintenance");
      assertNull(loader.poll());
      assertNotNull(processor.poll());
    }
  }

  @Test
  void shouldSayWhoOrderedWhatSinceWhenAndWhy() {
    assertTrue(channel.standingOrder().isEmpty());
    channel.order(Flow.PAUSED, "eve", "lunch");
    ControlView.Order order = channel.standingOrder().orElseThrow();
    assertEquals("paused by eve: lunch", order.toString());
    assertTrue(Math.abs(System.currentTimeMillis() - order.millis()) < 10_000);

    channel.order(Flow.RUNNING, "mallory", "back");
    assertTrue(channel.standingOrder().isEmpty());
    ControlView.Order last = Channels.view(channel.path()).order().orElseThrow();
    assertEquals("running by mallory: back", last.toString());
  }

  @Test
  void shouldNeverMixTheRecordsOfTwoOrders() throws Exception {
    int orders = 2_000;
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<?> writing =
          pool.submit(
              () -> {
                for (int i = 0; i < orders; i++) {
                  channel.order(
                      i % 2 == 0 ? Flow.PAUSED : Flow.DRAINING, "asker-" + i, "asker-" + i);
                }
              });
      while (!writing.isDone()) {
        channel
            .standingOrder()
            .ifPresent(
                order -> {
                  int asker = Integer.parseInt(order.who().substring("asker-".length()));
                  assertEquals(order.who(), order.reason());
                  assertEquals(asker % 2 == 0 ? Flow.PAUSED : Flow.DRAINING, order.flow());
                });
      }
      writing.get();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void shouldRunOnWithADamagedFlowWord() {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      Channels.words(channel.path()).putLong(HeaderLayout.FLOW_WORD, 0xFFFF);
      assertTrue(channel.standingOrder().isEmpty());
      loader.poll().publish(16);
      assertNotNull(processor.poll());
      channel.order(Flow.PAUSED, "eve", "lunch");
      assertNull(loader.poll());
    }
  }

  private static IdleStrategy signalling(CountDownLatch waits) {
    IdleStrategy yielding = IdleStrategy.yielding();
    return new IdleStrategy() {
      @Override
      public void idle() {
        waits.countDown();
        yielding.idle();
      }

      @Override
      public void reset() {
        yielding.reset();
      }
    };
  }
}
