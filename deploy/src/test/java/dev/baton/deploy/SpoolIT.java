package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.crash.CrashPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files moved into a spool come out once each, whoever is killed, whenever. */
final class SpoolIT {
  private static final int FILES = 30;
  private static final int KILLS = 3;
  private static final int SLOT_LENGTH = 500;

  @RegisterExtension final Scene scene = new Scene();

  private final List<Integer> expected = new ArrayList<>();
  private LiveChannel channel;
  private Path spool;

  @BeforeEach
  void make() throws IOException {
    channel = new LiveChannel(scene.channel());
    spool = Files.createDirectory(scene.file("spool"));
  }

  /** Some files are smaller than a slot, some larger; half of them come while the loader works. */
  @Test
  void shouldLoadEachFileOnceThoughTheLoaderIsKilledAgainAndAgain() throws IOException {
    Random random = scene.random();
    for (int i = 0; i < FILES / 2; i++) {
      moveIn(i, random.nextInt(5 * SLOT_LENGTH));
    }
    Started processor = processor();
    int next = FILES / 2;
    for (int kill = 1; kill <= KILLS; kill++) {
      Started loader = loader("yes", "--rate", 20_000).start();
      long mark = channel.sequence("it") + 1 + random.nextInt(15);
      loader.await("slot " + mark, () -> channel.sequence("it") >= mark);
      for (int more = 0; more < FILES / 2 / KILLS; more++) {
        moveIn(next++, random.nextInt(5 * SLOT_LENGTH));
      }
      loader.signal("KILL");
      loader.finished();
      scene.say("killed at slot " + channel.sequence("it") + ", " + names("done").size() + " done");
    }

    Started loader = loader("yes").start();
    loader.await("all of them", () -> names("done").size() == FILES);
    loader.signal("TERM");
    loader.finished().requireQuiet(143);
    finish(processor);
    assertEquals(List.of(), names("failed"));
  }

  /** One file is bad: what stands in front of its fault counts. */
  @Test
  void shouldSurviveADeathAtEachStepOfAFile() throws IOException {
    moveIn(0, 2 * SLOT_LENGTH);
    move("01.txt", "1 2 3 bad 4".getBytes(StandardCharsets.UTF_8));
    expected.addAll(List.of(1, 2, 3));
    moveIn(2, 20);
    moveIn(3, 0);
    moveIn(4, 3 * SLOT_LENGTH);
    Started processor = processor();

    Deaths.atEach(
        List.of(
            CrashPoint.SPOOL_TAKEN,
            CrashPoint.NOTE_WRITTEN,
            CrashPoint.PUBLISH_SWAPPED,
            CrashPoint.SPOOL_REASON_WRITTEN,
            CrashPoint.NOTE_HALF_COMMITTED,
            CrashPoint.SPOOL_MOVED),
        () -> loader("no"));
    Deaths.requireDeath(
        Deaths.armed(loader("no"), CrashPoint.SPOOL_MOVED, 2).run(), CrashPoint.SPOOL_MOVED);

    finish(processor);
    assertEquals(List.of("01.txt", "01.txt.reason"), names("failed"));
    assertEquals(4, names("done").size());
    String reason = Files.readString(spool.resolve("failed/01.txt.reason"));
    assertTrue(reason.startsWith("01.txt: line 1, column 7: expected "), reason);
  }

  private void finish(Started processor) {
    loader("no").run().requireSuccess();
    processor.finished().requireSuccess();
    ByteBuffer bytes =
        ByteBuffer.wrap(Numbers.read(scene.file("out"))).order(ByteOrder.LITTLE_ENDIAN);
    int[] found = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(found);
    assertArrayEquals(expected.stream().mapToInt(i -> i).toArray(), found);
    assertEquals(
        List.of(),
        names("loading").stream().flatMap(own -> names("loading/" + own).stream()).toList());
  }

  private Launch loader(String wait, Object... more) {
    return scene
        .loader("--name", "it", "--dtype", "i4", "--slots", 4, "--slot-length", SLOT_LENGTH)
        .and("--source", "spool:" + spool + "?wait=" + wait)
        .and(more);
  }

  private Started processor() {
    return scene.processor("--sink", "raw:" + scene.file("out")).start();
  }

  /** A file of numbers that go on counting, text or compressed text. */
  private void moveIn(int index, int count) throws IOException {
    int first = 10_000 * index;
    IntStream.range(first, first + count).forEach(expected::add);
    byte[] text =
        IntStream.range(first, first + count)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8);
    move(String.format("%02d.txt%s", index, index % 3 == 1 ? ".gz" : ""), text);
  }

  private void move(String name, byte[] content) throws IOException {
    Path draft = scene.file("draft");
    try (OutputStream out = Files.newOutputStream(draft);
        OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(content);
    }
    Files.move(draft, spool.resolve(name));
  }

  private List<String> names(String directory) {
    Path path = spool.resolve(directory);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
