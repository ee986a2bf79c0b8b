package dev.baton.ops.aside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.layout.Geometry;
import dev.baton.ops.Baton;
import dev.baton.report.JsonReader;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton set-aside}, and {@code baton destroy} where something is. */
final class SetAsideCommandTest {
  @TempDir private Path directory;
  private final Baton baton = new Baton();
  private SetAside aside;

  @BeforeEach
  void setAside() throws IOException {
    Channel.create(path(), new Geometry(2, 10, Dtype.I8, 1)).close();
    aside = new SetAside(new ChannelDirectory(path()));
    put(1, 0, 7);
    put(2, 1, 8);
  }

  @Test
  void shouldListThem() {
    assertEquals(0, baton.run("set-aside", "ls", path()), baton.err());

    assertEquals(3, baton.out().lines().count(), baton.out());
    assertTrue(
        baton.out().contains("l-1-0.7  l              1         3      3  2026-01-31T12:00:00Z  p"),
        baton.out());
  }

  @Test
  void shouldListThemForPrograms() {
    assertEquals(0, baton.run("set-aside", "ls", path(), "--format", "json"), baton.err());

    Map<?, ?> listed = (Map<?, ?>) JsonReader.read(baton.out());
    Map<?, ?> first = (Map<?, ?>) ((List<?>) listed.get("set_aside")).get(0);
    assertEquals("l-1-0.7", first.get("name"));
    assertEquals(3L, first.get("length"));
  }

  @Test
  void shouldSayThatNothingIsSetAside() throws IOException {
    aside.remove("l-1-0.7");
    aside.remove("l-2-1.8");
    assertEquals(0, baton.run("set-aside", "ls", path()), baton.err());
    assertEquals("nothing is set aside in channel " + path() + "\n", baton.out());
  }

  @Test
  void shouldTellTheStory() {
    assertEquals(0, baton.run("set-aside", "show", path(), "l-1-0.7"), baton.err());

    for (String each :
        List.of(
            path() + "/set-aside/l-1-0.7.npy, 3 x <i8",
            "loader l, its slot number 1",
            "number 0, from offset 24, line 5",
            "slot 0, generation 7",
            "3 failed",
            "q, start 2: it died",
            "p, start 1: its sink refused the data")) {
      assertTrue(baton.out().contains(each), baton.out());
    }
  }

  @Test
  void shouldRefuseANameThatIsNotThere() {
    assertEquals(66, baton.run("set-aside", "show", path(), "l-3-0.0"));
    assertTrue(baton.err().contains("no array 'l-3-0.0' is set aside"), baton.err());
    assertEquals(66, baton.run("set-aside", "requeue", path(), "l-1-0.7", "l-3-0.0"));
    assertEquals(66, baton.run("set-aside", "drop", path(), "l-3-0.0"));
    assertEquals(64, baton.run("set-aside", "drop", path()));
    assertEquals(64, baton.run("set-aside"));
  }

  @Test
  void shouldTakeTheChannelFromTheEnvironment() {
    baton.with("BATON_CHANNEL", path().toString());
    assertEquals(0, baton.run("set-aside", "show", "l-1-0.7"), baton.err());
  }

  @Test
  void shouldDrop() throws IOException {
    assertEquals(0, baton.run("set-aside", "drop", path(), "l-1-0.7"), baton.err());
    assertEquals(List.of("l-2-1.8"), aside.names());
  }

  @Test
  void shouldRequeueInOrderWithTriesCountedAnew() throws IOException {
    assertEquals(0, baton.run("set-aside", "requeue", path(), "l-2-1.8", "l-1-0.7"), baton.err());

    assertEquals(
        """
        requeued l-2-1.8 as number 1 of loader set-aside
        requeued l-1-0.7 as number 2 of loader set-aside
        """,
        baton.out());
    assertTrue(aside.isEmpty());
    try (Channel channel = Channel.open(path());
        Processor processor = channel.attachProcessor("p", 1)) {
      requireSlot(processor.poll(), 1, 2);
      requireSlot(processor.poll(), 2, 1);
      assertTrue(processor.isEnd(), "nobody waits for the loader set-aside");
    }
  }

  /** As a death right after the publish leaves it: the array still stands there. */
  @Test
  void shouldPublishNothingTwice() throws IOException {
    assertEquals(0, baton.run("set-aside", "requeue", path(), "l-1-0.7"), baton.err());
    put(1, 0, 7);

    assertEquals(0, baton.run("set-aside", "requeue", path(), "l-1-0.7"), baton.err());
    put(1, 0, 7);
    assertEquals(0, baton.run("set-aside", "requeue", path(), "l-2-1.8"), baton.err());

    assertTrue(aside.isEmpty(), "what had been published was removed, too");
    try (Channel channel = Channel.open(path());
        Processor processor = channel.attachProcessor("p", 1)) {
      requireSlot(processor.poll(), 1, 1);
      requireSlot(processor.poll(), 2, 2);
      assertTrue(processor.isEnd());
    }
  }

  @Test
  void shouldSayThatNoSlotIsFree() throws IOException {
    try (Channel channel = Channel.open(path());
        Loader loader = channel.attachLoader("full", 1)) {
      loader.poll().publish(1);
      loader.poll().publish(1);
    }

    assertEquals(75, baton.run("set-aside", "requeue", path(), "l-1-0.7", "--wait", "0.1"));

    assertTrue(baton.err().contains("no slot of channel " + path() + " was free"), baton.err());
    assertEquals(2, aside.names().size());
  }

  @Test
  void shouldRefuseAnArrayThatWasChanged() throws IOException {
    Files.write(aside.array("l-1-0.7"), new byte[] {1, 2, 3});
    assertEquals(65, baton.run("set-aside", "requeue", path(), "l-1-0.7"));
    assertEquals(2, aside.names().size());
  }

  @Test
  void shouldNotDestroyWhatWasSetAsideUnlessForced() {
    assertEquals(78, baton.run("destroy", path()));
    assertTrue(baton.err().contains("baton set-aside ls " + path()), baton.err());
    assertTrue(Files.exists(path()));
    assertEquals(0, baton.run("destroy", "--force", path()), baton.err());
    assertFalse(Files.exists(path()));
  }

  @Test
  void shouldShowThemInTheStatus() {
    assertEquals(0, baton.run("status", path()), baton.err());
    assertTrue(baton.out().contains("set aside 2 arrays: baton set-aside ls"), baton.out());
    assertEquals(0, baton.run("status", path(), "--format", "json"), baton.err());
    assertTrue(baton.out().contains("\"set_aside\": 2"), baton.out());
  }

  private static void requireSlot(BorrowedSlot slot, long sequence, long value) {
    assertEquals("set-aside", slot.loader());
    assertEquals(sequence, slot.sequence());
    assertEquals(0, slot.attempts());
    assertEquals(3, slot.length());
    assertEquals(value, slot.array().longBuffer().get(0));
    slot.release();
  }

  private void put(long sequence, int slot, long generation) throws IOException {
    Instant now = Instant.parse("2026-01-31T12:00:00Z");
    ByteBuffer elements = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    elements.putLong(0, sequence);
    aside.put(
        new SetAsideStory(
            "l",
            sequence,
            slot,
            generation,
            3,
            3,
            "<i8",
            1,
            new SetAsideStory.Position(0, 24, 5, 0),
            "",
            "p",
            now,
            3,
            List.of(
                new SetAsideStory.Try("q", 2, now, "died"),
                new SetAsideStory.Try("p", 1, now, "refused"))),
        elements);
  }

  private Path path() {
    return directory.resolve("channel");
  }
}
