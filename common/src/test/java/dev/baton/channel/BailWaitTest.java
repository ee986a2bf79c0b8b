package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.testing.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class BailWaitTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private Channel channel;

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(2));
  }

  @AfterEach
  void close() {
    pool.shutdownNow();
    channel.close();
  }

  /** An idle strategy of the product, that says when it is used. */
  private static IdleStrategy telling(String name, CompletableFuture<Void> waits) {
    IdleStrategy idle = IdleStrategy.of(name);
    return new IdleStrategy() {
      @Override
      public void idle() {
        waits.complete(null);
        idle.idle();
      }

      @Override
      public void reset() {
        idle.reset();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"spin", "yield", "backoff", "sleep"})
  void shouldWakeEveryWait(String strategy) throws Exception {
    try (Loader loader = channel.attachLoader(null, 1);
        Loader other = channel.attachLoader(null, 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      assertNotNull(loader.poll());
      assertNotNull(loader.poll());
      CompletableFuture<Void> loaderWaits = new CompletableFuture<>();
      CompletableFuture<Void> processorWaits = new CompletableFuture<>();
      Future<?> claim = pool.submit(() -> other.claim(telling(strategy, loaderWaits)));
      Future<?> borrow = pool.submit(() -> processor.borrow(telling(strategy, processorWaits)));
      loaderWaits.get();
      processorWaits.get();

      channel.bail("operator", "enough");

      for (Future<?> waiting : List.of(claim, borrow)) {
        ExecutionException thrown =
            assertThrows(ExecutionException.class, () -> waiting.get(5, TimeUnit.SECONDS));
        BatonException bailed = (BatonException) thrown.getCause();
        assertEquals(Reason.UNAVAILABLE, bailed.reason());
        assertEquals("bail by operator: enough", bailed.getMessage());
      }
    }
  }

  @Test
  void shouldComeBeforeAnythingThatIsReady() {
    try (Loader loader = channel.attachLoader(null, 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      loader.poll().publish(16);
      loader.bail("no more");

      assertTrue(processor.isBailed());
      assertThrows(BatonException.class, () -> processor.borrow(IdleStrategy.spin()));
      assertThrows(BatonException.class, () -> loader.claim(IdleStrategy.spin()));
      assertEquals("bail by loader-1: no more", processor.bailed().getMessage());
    }
  }

  @Test
  void shouldNotConcernWhoeverAttachesLater() {
    channel.bail("operator", "enough");
    try (Loader loader = channel.attachLoader(null, 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      assertFalse(loader.isBailed());
      loader.poll().publish(16);
      assertNotNull(processor.borrow(IdleStrategy.spin()));
      channel.bail("operator", "now you");
      assertTrue(loader.isBailed());
      assertTrue(processor.isBailed());
    }
    assertEquals("now you", channel.bail().orElseThrow().reason());
  }

  @Test
  void shouldLeaveWhatIsReadyForTheNext() {
    try (Loader loader = channel.attachLoader(null, 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      loader.poll().publish(16);
      loader.poll().publish(16);
      processor.poll();
      channel.bail("operator", "enough");
    }
    try (Processor processor = channel.attachProcessor(null, 1)) {
      assertEquals(1, processor.poll().sequence());
      assertEquals(2, processor.poll().sequence());
    }
  }
}
