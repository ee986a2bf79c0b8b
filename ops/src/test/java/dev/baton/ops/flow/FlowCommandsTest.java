package dev.baton.ops.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.layout.Geometry;
import dev.baton.ops.Baton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code pause}, {@code resume} and {@code drain}. */
@Timeout(60)
final class FlowCommandsTest {
  @TempDir private Path directory;
  private final Baton baton = new Baton();

  @BeforeEach
  void create() {
    Channel.create(path(), new Geometry(4, 100, Dtype.F8, 1)).close();
  }

  @Test
  void shouldPauseAndSayWhatIsStillHeld() {
    try (Channel channel = Channel.open(path());
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      loader.poll().publish(1);
      processor.poll();
      loader.poll();

      assertEquals(0, baton.run("pause", path(), "--reason", "lunch\nbreak"), baton.err());

      assertEquals(
          "paused channel "
              + path()
              + "; to be completed: slot 0 reading by writer, slot 1 filling by reader\n",
          baton.out());
      assertNull(loader.poll());
      assertNull(processor.poll());
      assertStatus("paused +20.* ago\\), by operator .*: lunch break");
    }
  }

  @Test
  void shouldResume() {
    try (Channel channel = Channel.open(path());
        Loader loader = channel.attachLoader("reader", 1)) {
      assertEquals(0, baton.run("pause", path()), baton.err());
      assertTrue(baton.out().endsWith(": nobody holds a slot\n"), baton.out());
      Baton again = new Baton();
      assertEquals(0, again.run("resume", path()), again.err());
      assertEquals("channel " + path() + " runs: reader\n", again.out());
      assertNotNull(loader.poll());
    }
  }

  @Test
  void shouldDrainAndWaitUntilAllHaveLeft() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Channel channel = Channel.open(path())) {
      Loader loader = channel.attachLoader("reader", 1);
      Processor processor = channel.attachProcessor("writer", 1);
      loader.poll().publish(1);
      loader.poll().publish(1);
      Future<Integer> drained = pool.submit(() -> baton.run("drain", path()));
      for (ClaimedSlot slot = loader.claim(IdleStrategy.yielding());
          slot != null;
          slot = loader.claim(IdleStrategy.yielding())) {
        slot.publish(1);
        processor.poll().release();
      }
      loader.close();
      for (BorrowedSlot slot = processor.borrow(IdleStrategy.yielding());
          slot != null;
          slot = processor.borrow(IdleStrategy.yielding())) {
        slot.release();
      }
      processor.close();

      assertEquals(0, drained.get(), baton.err());
      assertTrue(baton.out().startsWith("drained channel " + path() + " in "), baton.out());
    } finally {
      pool.shutdownNow();
    }
    assertStatus("draining +20.* ago\\), by operator .*: no reason given");
  }

  @Test
  void shouldSayWhatKeepsADrainFromBeingDone() {
    try (Channel channel = Channel.open(path());
        Loader loader = channel.attachLoader("reader", 1)) {
      loader.poll().publish(1);
      assertEquals(75, baton.run("drain", path(), "--timeout", "0.1"));
      assertEquals(
          "baton drain: channel "
              + path()
              + " is not drained yet: 3 free, 0 filling, 1 ready, 0 reading; reader alive;"
              + " start a processor: what is published is kept for it\n",
          baton.err());
    }
  }

  @Test
  void shouldTellProgramsWhatWasOrdered() {
    try (Channel channel = Channel.open(path());
        Loader loader = channel.attachLoader("reader", 1)) {
      loader.poll();
      assertEquals(0, baton.run("drain", path(), "--no-wait", "--format", "json"), baton.err());
      String json = baton.out();
      assertTrue(json.contains("\"flow\": \"draining\""), json);
      assertTrue(json.contains("\"reason\": \"no reason given\""), json);
      assertTrue(
          json.contains("{\"slot\": 0, \"state\": \"filling\", \"owner\": \"reader\"}"), json);
    }
  }

  @Test
  void shouldRefuseWhatIsNoChannelAndLeaveNothingThere() throws Exception {
    Path none = Files.createDirectory(directory.resolve("none"));
    for (String command : new String[] {"pause", "resume", "drain"}) {
      assertEquals(66, new Baton().run(command, none));
    }
    try (var files = Files.list(none)) {
      assertEquals(0, files.count());
    }
  }

  private void assertStatus(String line) {
    Baton status = new Baton();
    assertEquals(0, status.run("status", path()), status.err());
    assertTrue(status.out().lines().anyMatch(each -> each.matches(line)), status.out());
  }

  private Path path() {
    return directory.resolve("channel");
  }
}
