package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several loaders that share one file, killed and started again. */
final class ShardIT {
  private static final int LOADERS = 4;
  private static final int ROWS = 40_000;
  private static final int SLOT_ROWS = 100;
  private static final int SLOTS_EACH = ROWS / LOADERS / SLOT_ROWS - 10; // lines differ in length

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @CsvSource({"a.csv, columns=b&", "a.npy, ''"})
  void shouldJoinToTheWholeFileInOrderWhoeverWasKilled(String name, String options)
      throws IOException {
    Random random = scene.random();
    int[] numbers = random.ints(ROWS, -1_000_000, 1_000_000).toArray();
    write(name, numbers, random);
    final List<Started> processors = List.of(processor("p"), processor("q"));
    List<Started> loaders = new ArrayList<>();
    for (int i = 1; i <= LOADERS; i++) {
      loaders.add(loader(i, name, options));
    }

    LiveChannel channel = new LiveChannel(scene.channel());
    for (int kill = 0; kill < LOADERS; kill++) {
      int victim = random.nextInt(LOADERS);
      String member = "loader-" + (victim + 1);
      long mark = Math.min(SLOTS_EACH, channel.sequence(member) + 1 + random.nextInt(15));
      loaders.get(victim).await("slot " + mark, () -> channel.sequence(member) >= mark);
      int exit = loaders.get(victim).kill().exit();
      scene.say("killed " + member + " at slot " + channel.sequence(member) + ", exit " + exit);
      loaders.set(
          victim, loader(victim + 1, name, options)); // one that had ended has nothing to do
    }
    loaders.forEach(each -> each.finished().requireSuccess());
    release(processors, channel);

    scene
        .command("baton", "join", "--channel", scene.channel(), "--out", scene.file("all.raw"))
        .and(scene.file("p.raw"), scene.file("q.raw"))
        .run()
        .requireSuccess();
    assertArrayEquals(bytes(numbers), Numbers.read(scene.file("all.raw")));
  }

  @Test
  void shouldBeginAnewWithAnotherShardUnderTheSameName() throws IOException {
    byte[] all = Numbers.write(scene.file("a.raw"), scene.random(), ROWS * Integer.BYTES);
    List<Started> processors = List.of(processor("p"));
    Started first = loader(1, "a.raw", "");
    LiveChannel channel = new LiveChannel(scene.channel());
    first.await("ten slots", () -> channel.sequence("loader-1") >= 10);
    first.signal("KILL");
    first.finished();
    int before = (int) channel.sequence("loader-1") * SLOT_ROWS * Integer.BYTES;

    String third = scene.file("a.raw") + "?shard=3/" + LOADERS;
    scene.loader("--name", "loader-1", "--source", third).run().requireSuccess();
    release(processors, channel);

    byte[] out = Numbers.read(scene.file("p.raw"));
    assertArrayEquals(Arrays.copyOf(all, before), Arrays.copyOf(out, before));
    assertArrayEquals(
        Arrays.copyOfRange(all, all.length / 2, all.length / 4 * 3),
        Arrays.copyOfRange(out, before, out.length));
  }

  /** All that was published is released; then the processors, which stay for more, are stopped. */
  private void release(List<Started> processors, LiveChannel channel) {
    List<String> loaders =
        IntStream.rangeClosed(1, LOADERS).mapToObj(shard -> "loader-" + shard).toList();
    processors.get(0).await("all", () -> sum(channel, List.of("p", "q")) == sum(channel, loaders));
    processors.forEach(each -> each.signal("TERM"));
    processors.forEach(Started::finished);
  }

  private static long sum(LiveChannel channel, List<String> members) {
    return members.stream().mapToLong(channel::sequence).sum();
  }

  private Started loader(int shard, String name, String options) {
    String spec = scene.file(name) + "?" + options + "shard=" + shard + "/" + LOADERS;
    return scene
        .loader("--name", "loader-" + shard, "--source", spec, "--dtype", "i4")
        .and("--slots", 8, "--slot-length", SLOT_ROWS, "--rate", 3_000)
        .start();
  }

  private Started processor(String name) {
    Path part = scene.file(name + ".raw");
    return scene
        .processor("--name", name, "--sink", "raw:" + part + "?index=yes", "--stay")
        .start();
  }

  private void write(String name, int[] numbers, Random random) throws IOException {
    Path file = scene.file(name);
    if (name.endsWith(".npy")) {
      Files.write(file, NpyFile.of("<i4", "(" + ROWS + ",)", bytes(numbers)).bytes());
      return;
    }
    StringBuilder text = new StringBuilder("a,b\r\n");
    for (int number : numbers) {
      text.append(random.nextInt(1_000)).append(',').append(number);
      text.append(random.nextInt(20) == 0 ? "\r\n\n# so far\n" : "\n");
    }
    Files.writeString(file, text.substring(0, text.length() - 1));
  }

  private static byte[] bytes(int[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    return bytes.array();
  }
}
