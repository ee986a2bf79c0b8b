package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.channel.Channel;
import dev.baton.layout.HeaderLayout;
import dev.baton.testing.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BailTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Path channel;

  @BeforeEach
  void create() {
    channel = dir.resolve("channel");
    Channel.create(channel, Channels.small(1)).close();
  }

  @Test
  void shouldSayWhoAskedAndWhy() {
    try (ControlStore control = ControlStore.open(new ChannelDirectory(channel))) {
      assertEquals(0, control.view().controlWord());
      assertTrue(control.view().bail().isEmpty());

      control.bail("operator", "disk \u00fcber full");

      ControlView.Bail bail = Channels.view(channel).bail().orElseThrow();
      assertEquals("operator", bail.who());
      assertEquals("disk \u00fcber full", bail.reason());
      assertTrue(Math.abs(System.currentTimeMillis() - bail.millis()) < 10_000);
    }
  }

  @Test
  void shouldCutALongReasonToItsField() {
    try (ControlStore control = ControlStore.open(new ChannelDirectory(channel))) {
      control.bail("w".repeat(100), "r".repeat(1000));

      ControlView.Bail bail = control.view().bail().orElseThrow();
      assertEquals("w".repeat(64), bail.who());
      assertEquals("r".repeat(248), bail.reason());
    }
  }

  /** As many at once as have a record each: none writes into another's, and each counts. */
  @Test
  void shouldShowOneOfThoseWhoAskAtTheSameMoment() throws Exception {
    int askers = HeaderLayout.BAIL_RECORDS;
    ExecutorService pool = Executors.newFixedThreadPool(askers);
    try (ControlStore control = ControlStore.open(new ChannelDirectory(channel))) {
      for (int round = 1; round <= 300; round++) {
        askAll(pool, control, askers);

        ControlView.Bail bail = control.view().bail().orElseThrow();
        assertEquals((long) round * askers, control.view().controlWord() >>> 24);
        assertEquals("because of " + bail.who() + " ".repeat(20) + bail.who(), bail.reason());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void askAll(ExecutorService pool, ControlStore control, int askers)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(askers);
    List<Future<Void>> asked = new ArrayList<>();
    for (int i = 0; i < askers; i++) {
      String who = "asker-" + i;
      asked.add(
          pool.submit(
              () -> {
                start.await();
                control.bail(who, "because of " + who + " ".repeat(20) + who);
                return null;
              }));
    }
    for (Future<Void> each : asked) {
      each.get();
    }
  }
}
