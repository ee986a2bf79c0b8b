package dev.baton.ops.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotLayout;
import dev.baton.ops.Baton;
import dev.baton.ops.BatonCommand;
import dev.baton.ops.ChildJvm;
import dev.baton.ops.Crasher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status of real channels. */
final class StatusTest {
  @TempDir private Path directory;
  private final Baton baton = new Baton();

  @Test
  void shouldShowWhatEverySlotAndMemberDoes() {
    try (Channel channel = create(4);
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      loader.poll().publish(1000);
      loader.poll().publish(7);
      loader.poll();
      BorrowedSlot borrowed = processor.poll();

      assertEquals(0, baton.run("status", path()), baton.err());
      List<String> lines = baton.out().lines().toList();
      assertEquals(
          "4 slots: 1 free, 1 filling, 1 ready, 1 reading;"
              + " 1 loader alive, 1 processor alive, 0 dead",
          lines.get(0));
      assertLine("0 reading writer 0 1,000 * reader 1");
      assertLine("1 ready 0 7 * reader 2");
      assertLine("2 filling reader 0 *");
      assertLine("3 free 0");
      assertLine("reader loader alive * 1 * filling *");
      assertLine("writer processor alive * 1 * reading *");
      borrowed.release(0);
    }
  }

  @Test
  void shouldTellTheSameToPrograms() {
    try (Channel channel = create(2);
        Loader loader = channel.attachLoader("reader", 1)) {
      loader.poll().publish(1000);

      assertEquals(0, baton.run("status", "--channel", path(), "--format", "json"), baton.err());
      String json = baton.out();
      assertTrue(json.contains("\"geometry\": {\"slots\": 2, \"slot_length\": 1000, "), json);
      assertTrue(json.contains("\"summary\": {\"free\": 1, \"filling\": 0, \"ready\": 1, "), json);
      assertTrue(json.contains("\"length\": 1000, "), json);
      assertTrue(json.contains("\"loader\": \"reader\", \"sequence\": 1"), json);
      assertTrue(json.contains("\"standing\": \"alive\""), json);
      assertTrue(json.contains("\"slots_published_total\": 1,"), json);
      assertTrue(json.contains("\"bail\": null"), json);
    }
  }

  @Test
  void shouldWorkWhenEverybodyHasLeft() {
    try (Channel channel = create(2)) {
      Loader loader = channel.attachLoader("reader", 1);
      loader.end();
      loader.close();
      channel.attachProcessor("writer", 1).close();
    }

    assertEquals(0, baton.with("BATON_CHANNEL", path()).run("status"), baton.err());
    assertLine("reader loader ended * 1");
    assertLine("writer processor left * 1");
  }

  @Test
  void shouldShowNoCountersWhereNothingWasCounted() {
    try (Channel channel = create(1)) {
      channel.attachProcessor("writer", 1).close();
    }

    assertEquals(0, baton.run("status", path()), baton.err());
    assertEquals(1, baton.out().lines().filter(line -> line.startsWith("MEMBER")).count());
  }

  @Test
  void shouldNameTheDeadAndWhatTheyHold() throws Exception {
    create(2).close();
    Process process = ChildJvm.start(List.of(), Crasher.class, path());
    try (BufferedReader out = process.inputReader()) {
      assertEquals("holds 0", out.readLine());
      assertEquals(0, baton.run("status", path()), baton.err());
      assertLine("crasher loader alive *");

      process.destroyForcibly();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    }
    Baton after = new Baton();
    assertEquals(0, after.run("status", path()), after.err());
    assertTrue(after.out().startsWith("2 slots: 1 free, 1 filling, "), after.out());
    assertTrue(after.out().contains("0 loaders alive, 0 processors alive, 1 dead\n"), after.out());
    assertLine(after, "0 filling crasher 0 *");
    assertLine(after, "crasher loader dead * 1");
  }

  @Test
  void shouldShowADamagedWordAndGoOn() throws IOException {
    create(3).close();
    write(ControlLayout.slot(1) + SlotLayout.WORD, 0xFE);

    assertEquals(0, baton.run("status", path()), baton.err());
    assertTrue(baton.out().startsWith("3 slots: 2 free, "), baton.out());
    assertTrue(baton.out().contains(", 1 damaged; "), baton.out());
    assertLine("1 damaged, word 00000000000000fe");
  }

  @Test
  void shouldShowADamagedMemberAndGoOn() throws IOException {
    create(1).close();
    write(ControlLayout.member(5), 0x7F);
    write(ControlLayout.member(5) + 4, 0x7F);

    assertEquals(0, baton.run("status", path()), baton.err());
    assertLine("damaged damaged 0");
  }

  @Test
  void shouldGatherFreeSlotsOfALargeChannel() {
    try (Channel channel = create(100);
        Loader loader = channel.attachLoader("reader", 1)) {
      loader.poll().abort();
      loader.poll();

      assertEquals(0, baton.run("status", path()), baton.err());
      long lines = baton.out().lines().filter(line -> line.contains(" free")).count();
      assertTrue(lines < 6, baton.out());
    }
  }

  @Test
  void shouldSayWhoAskedEverybodyToStop() {
    try (Channel channel = create(1)) {
      channel.bail("operator eve", "enough");
    }

    assertEquals(0, baton.run("status", path()), baton.err());
    assertTrue(baton.out().contains(" ago), by operator eve: enough\n"), baton.out());
  }

  @Test
  void shouldRefuseWhatIsNoChannel() throws IOException {
    assertEquals(66, baton.run("status", path()));
    Files.createDirectory(Path.of(path()));
    assertEquals(66, baton.run("status", path()));
    Files.write(Path.of(path()).resolve("control.dat"), new byte[300_000]);
    assertEquals(65, baton.run("status", path()));
    Files.createSymbolicLink(directory.resolve("link"), Path.of(path()));
    assertEquals(77, baton.run("status", directory.resolve("link")));

    assertEquals(4, baton.err().lines().count(), baton.err());
    assertEquals("", baton.out());
  }

  /** So that it starts fast, and cannot disturb anybody. */
  @Test
  void shouldLoadNeitherChronicleNorLogging() throws Exception {
    try (Channel channel = create(1);
        Loader loader = channel.attachLoader("reader", 1)) {
      loader.poll().publish(1);
      Process process =
          ChildJvm.start(List.of("-verbose:class"), BatonCommand.class, "status", path());
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));

      assertEquals(0, process.exitValue(), out);
      assertTrue(out.contains("1 slot: 0 free, 0 filling, 1 ready"), out);
      assertTrue(out.contains("dev.baton.store.ControlView source:"), out);
      List<String> others =
          out.lines().filter(line -> line.matches(".* (net\\.openhft|ch\\.qos)\\..*")).toList();
      assertEquals(List.of(), others);
    }
  }

  private Channel create(int slots) {
    return Channel.create(Path.of(path()), new Geometry(slots, 1000, Dtype.F4, 1));
  }

  private String path() {
    return directory.resolve("channel").toString();
  }

  private void write(int offset, int value) throws IOException {
    Path file = Path.of(path()).resolve("control.dat");
    try (RandomAccessFile control = new RandomAccessFile(file.toFile(), "rw")) {
      control.seek(offset);
      control.write(value);
    }
  }

  private void assertLine(String words) {
    assertLine(baton, words);
  }

  /** That a line has these words, whatever is between them where there is a star. */
  private static void assertLine(Baton baton, String words) {
    String pattern = "\\s*" + words.replace(" *", ".*").replace(" ", "\\s+");
    assertTrue(
        baton.out().lines().anyMatch(line -> line.matches(pattern)), words + "\n" + baton.out());
  }
}
