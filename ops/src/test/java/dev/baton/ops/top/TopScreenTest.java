package dev.baton.ops.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.layout.Flow;
import dev.baton.layout.Geometry;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames of {@code baton top}, of real channels. */
@Timeout(60)
final class TopScreenTest {
  @TempDir private Path directory;

  @Test
  void shouldShowSlotsMembersAndRates() {
    try (Channel channel = create(12);
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      Snapshot before = take();
      for (int i = 0; i < 4; i++) {
        loader.poll().publish(10);
      }
      loader.poll();
      processor.poll();
      processor.poll().release();
      processor.waits();
      List<String> lines = frame(before, 79, 24);

      assertEquals(24, lines.size());
      assertTrue(lines.get(0).startsWith("baton top  " + path()), lines.toString());
      assertTrue(
          lines.get(1).startsWith("8 free, 1 filling, 2 ready, 1 reading   1 loader, "),
          lines.toString());
      assertTrue(lines.contains("    0  (( .. == == << .. .. .. .. .. .. .. "), lines.toString());
      assertTrue(lines.stream().anyMatch(line -> line.matches("reader +filling .*")));
      assertTrue(lines.contains("writer waits for a ready slot: reader is filling"));
    }
  }

  @Test
  void shouldFitEveryTerminal() {
    try (Channel channel = create(4096);
        Loader loader = channel.attachLoader("a-loader-with-a-name-that-is-much-too-long", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      loader.poll().publish(10);
      processor.poll();
      channel.order(Flow.PAUSED, "operator eve", "a reason that goes on and on and on and on");
      for (int width : new int[] {20, 40, 79, 120, 159, 300}) {
        for (int height : new int[] {6, 10, 24, 50, 200}) {
          List<String> lines = frame(take(), width, height);
          assertEquals(height, lines.size());
          lines.forEach(line -> assertTrue(line.length() <= width, width + ": " + line));
        }
      }
    }
  }

  @Test
  void shouldGatherThousandsOfSlotsAndHideNoneThatNeedsALook() {
    try (Channel channel = create(4096);
        Loader loader = channel.attachLoader("reader", 1)) {
      for (int i = 0; i < 3000; i++) {
        loader.poll().publish(10);
      }
      SlotGrid grid = new SlotGrid(take(), new Paint(false), 79, 8);
      assertTrue(grid.rows().size() <= 8, grid.rows().toString());
      assertEquals(8, grid.perCell());
      assertTrue(grid.legend().contains("a cell is 8 slots"));
      assertTrue(grid.rows().get(0).startsWith("    0  ======"), grid.rows().get(0));
    }
  }

  @Test
  void shouldSayThatTheChannelIsPaused() {
    try (Channel channel = create(4)) {
      channel.order(Flow.PAUSED, "operator eve", "lunch");
      List<String> lines = frame(take(), 79, 24);
      assertTrue(lines.get(1).matches("PAUSED for .* by operator eve: lunch"), lines.get(1));
    }
  }

  @Test
  void shouldUseColoursOnlyWhereTheyAreWanted() {
    try (Channel channel = create(4)) {
      assertEquals(4, channel.geometry().slots());
      Movement movement = Movement.between(take(), take());
      String plain =
          String.join("\n", new TopScreen(movement, new Paint(false), 79, 24).lines(0, ""));
      String painted =
          String.join("\n", new TopScreen(movement, new Paint(true), 79, 24).lines(0, ""));
      assertFalse(plain.contains("\033"));
      assertTrue(painted.contains("\033[90m"));
      assertEquals(plain, painted.replaceAll("\033\\[[0-9;]*m", ""));
    }
  }

  private List<String> frame(Snapshot before, int width, int height) {
    return new TopScreen(Movement.between(before, take()), new Paint(false), width, height)
        .lines(0, "q quit");
  }

  private Snapshot take() {
    return Snapshot.take(new ChannelDirectory(path()));
  }

  private Channel create(int slots) {
    return Channel.create(path(), new Geometry(slots, 10, Dtype.F4, 1));
  }

  private Path path() {
    return directory.resolve("c");
  }
}
