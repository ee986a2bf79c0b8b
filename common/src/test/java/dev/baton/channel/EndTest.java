package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
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

@Timeout(60)
final class EndTest {
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
  void shouldBeSeenByEveryProcessor() throws Exception {
    int processors = 3;
    ExecutorService pool = Executors.newFixedThreadPool(processors);
    List<Future<Integer>> counts = new ArrayList<>();
    try (Loader loader = channel.attachLoader(null, 1)) {
      for (int i = 0; i < processors; i++) {
        counts.add(pool.submit(this::borrowAll));
      }
      for (int i = 0; i < 200; i++) {
        loader.claim(IdleStrategy.backOff()).publish(16);
      }
      loader.end();
      int sum = 0;
      for (Future<Integer> count : counts) {
        sum += count.get();
      }
      assertEquals(200, sum);
    } finally {
      pool.shutdownNow();
    }
  }

  private int borrowAll() {
    try (Processor processor = channel.attachProcessor(null, 1)) {
      int count = 0;
      for (BorrowedSlot slot = processor.borrow(IdleStrategy.backOff());
          slot != null;
          slot = processor.borrow(IdleStrategy.backOff())) {
        slot.release();
        count++;
      }
      processor.end();
      return count;
    }
  }

  @Test
  void shouldBeSeenByAProcessorThatComesLater() {
    try (Loader loader = channel.attachLoader(null, 1)) {
      loader.poll().publish(16);
      loader.end();
    }
    assertEquals(1, borrowAll());
    assertEquals(0, borrowAll());
  }

  @Test
  void shouldWaitForALoaderBeforeThereWasAny() {
    try (Processor processor = channel.attachProcessor(null, 1)) {
      assertFalse(processor.isEnd());
    }
  }

  @Test
  void shouldWaitForTheLastOfSeveralLoaders() {
    try (Loader one = channel.attachLoader("one", 1);
        Loader other = channel.attachLoader("other", 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      one.end();
      assertFalse(processor.isEnd());
      other.end();
      assertTrue(processor.isEnd());
      assertNull(processor.borrow(IdleStrategy.spin()));
    }
  }

  @Test
  void shouldWaitForSlotsThatAnotherHolds() {
    try (Loader loader = channel.attachLoader(null, 1);
        Processor one = channel.attachProcessor("one", 1);
        Processor other = channel.attachProcessor("other", 1)) {
      loader.poll().publish(16);
      BorrowedSlot slot = one.poll();
      loader.end();
      assertFalse(other.isEnd(), "it may be given back");
      assertNull(other.poll());

      slot.requeue(true);
      assertFalse(other.isEnd());
      other.poll().release();

      assertTrue(one.isEnd());
      assertTrue(other.isEnd());
    }
  }

  @Test
  void shouldWaitForALoaderThatLeftWithoutEnding() {
    try (Processor processor = channel.attachProcessor(null, 1)) {
      channel.attachLoader("l", 1).close();
      assertFalse(processor.isEnd());
      try (Loader again = channel.attachLoader("l", 1)) {
        assertFalse(processor.isEnd());
        again.end();
      }
      assertTrue(processor.isEnd());
    }
  }

  @Test
  void shouldWaitForALoaderThatDied() {
    try (Processor processor = channel.attachProcessor(null, 1)) {
      channel.attachLoader("l", 1).close();
      setState(MemberState.DEAD);
      assertFalse(processor.isEnd());
    }
  }

  /** Its attaching failed, or it died meanwhile; nobody knows that name's data. */
  @Test
  void shouldNotWaitForALoaderThatNeverAttached() {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      loader.end();
      int record = ControlLayout.member(9);
      Words words = Channels.words(channel.path());
      words.putText(record + MemberLayout.NAME, MemberLayout.NAME_BYTES, "never");
      words.putInt(record + MemberLayout.ROLE, Role.LOADER.stored());

      assertTrue(processor.isEnd());
    }
  }

  @Test
  void shouldBeginAnewWithALoaderThatComesBack() {
    try (Processor processor = channel.attachProcessor(null, 1)) {
      try (Loader loader = channel.attachLoader("l", 1)) {
        loader.end();
      }
      assertTrue(processor.isEnd());
      try (Loader loader = channel.attachLoader("l", 1)) {
        assertFalse(processor.isEnd());
        loader.poll().publish(16);
        loader.end();
        assertFalse(processor.isEnd());
        assertEquals(1, processor.poll().sequence());
      }
    }
  }

  @Test
  void shouldRefuseToEndWithASlotInHandAndToFillAfterTheEnd() {
    try (Loader loader = channel.attachLoader("l", 1)) {
      ClaimedSlot slot = loader.poll();
      assertThrows(IllegalStateException.class, loader::end);
      slot.publish(16);
      loader.end();
      assertThrows(IllegalStateException.class, loader::poll);
      assertThrows(IllegalStateException.class, () -> loader.claim(IdleStrategy.spin()));
      assertThrows(IllegalStateException.class, loader::end);
    }
  }

  private void setState(MemberState state) {
    Channels.words(channel.path())
        .putInt(ControlLayout.member(1) + MemberLayout.STATE, state.stored());
  }
}
