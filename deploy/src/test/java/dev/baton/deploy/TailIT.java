package dev.baton.deploy;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A file that grows and is rotated, under a loader that is killed: each line comes once. */
final class TailIT {
  private static final int KILLS = 3;

  @RegisterExtension final Scene scene = new Scene();

  private Path file;
  private int written;

  @Test
  void shouldLoadEachLineOnceThroughRotationsAndKills() throws IOException {
    Random random = scene.random();
    file = scene.file("app.log");
    LiveChannel channel = new LiveChannel(scene.channel());
    Started processor = scene.processor("--sink", "raw:" + scene.file("out")).start();
    for (int kill = 1; kill <= KILLS; kill++) {
      Started loader = loader().start();
      long before = channel.sequence("it");
      append(1 + random.nextInt(3_000));
      loader.await("some of it", () -> channel.sequence("it") > before);
      if (random.nextBoolean()) { // in its life
        rotate();
        append(random.nextInt(1_000));
      }
      loader.signal("KILL");
      loader.finished();
      scene.say("killed at slot " + channel.sequence("it") + ", " + written + " lines written");
      append(random.nextInt(1_000));
      rotate();
      append(random.nextInt(1_000));
      rotate();
    }

    Started loader = loader().start();
    append(1_000);
    processor.await("all", () -> size() == (long) written * Integer.BYTES);
    loader.signal("TERM");
    loader.finished().requireQuiet(143);
    processor.signal("TERM");
    processor.finished().requireQuiet(143);

    int[] found = new int[written];
    ByteBuffer.wrap(Numbers.read(scene.file("out")))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(found);
    assertArrayEquals(IntStream.range(0, written).toArray(), found);
  }

  private Launch loader() {
    return scene.loader(
        "--name", "it", "--dtype", "i4", "--slot-length", 500, "--source", "tail:" + file);
  }

  private void append(int lines) throws IOException {
    String text =
        IntStream.range(written, written + lines)
            .mapToObj(number -> number + "\n")
            .collect(Collectors.joining());
    Files.writeString(file, text, CREATE, APPEND);
    written += lines;
  }

  /** As logrotate does: the numbers behind the name count up. */
  private void rotate() throws IOException {
    int last = 1;
    while (Files.exists(rotated(last))) {
      last++;
    }
    for (int i = last; i > 1; i--) {
      Files.move(rotated(i - 1), rotated(i));
    }
    if (Files.exists(file)) {
      Files.move(file, rotated(1));
    }
  }

  private Path rotated(int number) {
    return scene.file("app.log." + number);
  }

  private long size() {
    try {
      return Files.exists(scene.file("out")) ? Files.size(scene.file("out")) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
