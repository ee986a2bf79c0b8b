package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each kind of source and of sink goes on after a SIGKILL. */
final class ExactProgressIT {
  private static final int COUNT = 123_456;
  private static final int SLOT_LENGTH = 500;
  private static final int SLOTS = COUNT / SLOT_LENGTH;
  private static final int KILLS = 3;

  @RegisterExtension final Scene scene = new Scene();

  private LiveChannel channel;
  private List<Object> sources;
  private int[] numbers;

  @BeforeEach
  void look() {
    channel = new LiveChannel(scene.channel());
  }

  @ParameterizedTest
  @ValueSource(strings = {"txt", "csv", "npy", "raw", "txt.gz", "npy.gz", "raw.gz"})
  void shouldGoOnBehindWhatWasPublishedInAnyKindOfSource(String ending) {
    Random random = scene.random();
    sources = List.of(source("input", ending, random));

    killLoader(random, SLOTS);

    assertDelivered(numbers);
  }

  @Test
  void shouldGoOnInTheSourceThatWasBeingRead() {
    Random random = scene.random();
    List<Integer> all = new ArrayList<>();
    sources = new ArrayList<>();
    for (String ending : List.of("txt", "npy.gz", "raw")) {
      sources.add(source("part-" + ending, ending, random));
      Arrays.stream(numbers).forEach(all::add);
    }

    killLoader(random, 3 * SLOTS);

    assertDelivered(all.stream().mapToInt(each -> each).toArray());
  }

  @ParameterizedTest
  @CsvSource({"--passes, 150, 75000", "--elements, 76543, 76543"})
  void shouldCountALimitOverAllStartsOfAJob(String option, int limit, int elements) {
    Random random = scene.random();
    sources = List.of(source("input", "raw", random));

    killLoader(random, 150, option, limit);

    assertDelivered(Arrays.copyOf(numbers, elements));
  }

  @Test
  void shouldSayThatStandardInputCannotBeReadAgainAndGoOnWithWhatComes() {
    Random random = scene.random();
    Path file = Path.of(source("input", "txt", random).toString().substring("text:".length()));
    sources = List.of("-");
    Started processor = scene.processor("--sink", "raw:" + scene.file("out"), "--stay").start();
    Started killed = loader("--rate", 20_000).reading(file).start();
    killed.await("ten slots", () -> channel.sequence("it") >= 10);
    killed.signal("KILL");
    killed.finished();
    final long published = channel.sequence("it") * SLOT_LENGTH;

    Finished again = loader().reading(file).start().finished();

    again.requireSuccess();
    assertTrue(again.out().contains("level=warn event=not_resumable member=it"), again::out);
    processor.await("all", () -> size("out") == (published + COUNT) * Integer.BYTES);
  }

  /** With a code after which no supervisor starts it again: no start brings the file back. */
  @ParameterizedTest
  @ValueSource(strings = {"txt", "raw"})
  void shouldRefuseAFileThatHasBecomeShorterThanWhatItHasRead(String ending) throws IOException {
    sources = List.of(source("input", ending, scene.random()));
    Started killed = loader("--rate", 100_000).start();
    killed.await("a slot", () -> channel.sequence("it") >= 1);
    killed.signal("KILL");
    killed.finished();
    Path file = scene.file("input." + ending);
    try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
      cut.truncate(SLOT_LENGTH);
    }

    loader().run().requireRefusal(78, file + ": expected", "is not the one that was read before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "npy", "raw"})
  void shouldCutAFileToWhatWasReleasedInAnyKindOfSink(String kind) throws IOException {
    Random random = scene.random();
    sources = List.of(source("input", "raw", random));
    String sink = kind + ":" + scene.file("out");
    Started loader = loader("--rate", 60_000).start();
    Started processor = processor(sink, "--rate", 60_000);
    for (int kill = 1; kill <= KILLS; kill++) {
      long mark = channel.sequence("processor-1") + 10 + random.nextInt(SLOTS / 5);
      processor.await("slot " + mark, () -> channel.sequence("processor-1") >= mark);
      processor.signal("KILL");
      processor.finished();
      if (kind.equals("npy")) {
        requireWhole(NpyFile.read(scene.file("out")));
      }
      processor = processor(sink, "--rate", 60_000);
    }
    loader.finished().requireSuccess();
    processor.finished().requireSuccess();

    byte[] out =
        switch (kind) {
          case "npy" -> NpyFile.read(scene.file("out")).elements("<i4");
          case "text" -> bytes(numbersIn(Files.readString(scene.file("out"))));
          default -> Numbers.read(scene.file("out"));
        };
    assertArrayEquals(bytes(numbers), out);
  }

  /** What the header counts is there. */
  private static void requireWhole(NpyFile killed) {
    Matcher rows = Pattern.compile("'shape': *\\((\\d+)").matcher(killed.header());
    assertTrue(rows.find(), killed::header);
    long counted = Long.parseLong(rows.group(1)) * Integer.BYTES;
    assertTrue(counted <= killed.elements("<i4").length, killed::header);
  }

  /** Kills the loader at random places, and lets its last incarnation run to the end. */
  private void killLoader(Random random, int slots, Object... more) {
    Started processor = processor("raw:" + scene.file("out"));
    for (int kill = 1; kill <= KILLS; kill++) {
      Started loader = loader("--rate", 100_000).and(more).start();
      long before = channel.sequence("it");
      long mark = before + 1 + random.nextInt(slots / (KILLS + 1));
      loader.await("slot " + mark, () -> channel.sequence("it") >= mark);
      loader.signal("KILL");
      assertEquals(128 + 9, loader.finished().exit());
      scene.say("killed at slot " + channel.sequence("it") + " of " + slots);
    }
    loader(more).run().requireSuccess();
    processor.finished().requireSuccess();
  }

  private void assertDelivered(int[] expected) {
    assertArrayEquals(bytes(expected), Numbers.read(scene.file("out")));
  }

  private Launch loader(Object... arguments) {
    return scene
        .loader("--name", "it", "--source")
        .and(sources.toArray())
        .and("--dtype", "i4", "--slots", 4, "--slot-length", SLOT_LENGTH)
        .and(arguments);
  }

  private Started processor(String sink, Object... arguments) {
    return scene.processor("--name", "processor-1", "--sink", sink).and(arguments).start();
  }

  /** Writes random numbers in the form that an ending stands for; their spec. */
  private Object source(String name, String ending, Random random) {
    numbers = random.ints(COUNT, -1_000_000, 1_000_000).toArray();
    String form = ending.replace(".gz", "");
    Path file = scene.file(name + "." + form);
    try {
      switch (form) {
        case "raw" -> Files.write(file, bytes(numbers));
        case "npy" ->
            Files.write(file, NpyFile.of("<i4", "(" + COUNT + ",)", bytes(numbers)).bytes());
        default -> Files.writeString(file, text(form.equals("csv") ? 7 : 1));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    if (ending.endsWith(".gz")) {
      scene.shell("gzip -1 " + file).run().requireSuccess();
    }
    return (form.equals("csv") || form.equals("txt") ? "text" : form)
        + ":"
        + scene.file(name + "." + ending);
  }

  /** So many numbers a line, with a comment and an empty line here and there. */
  private String text(int perLine) {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i ->
                numbers[i]
                    + ((i + 1) % perLine == 0 ? "\n" : ",")
                    + (i % 1_000 == perLine - 1 ? "# so far\n\n" : ""))
        .collect(Collectors.joining());
  }

  private static int[] numbersIn(String text) {
    return text.lines().mapToInt(Integer::parseInt).toArray();
  }

  private static byte[] bytes(int[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    return bytes.array();
  }

  private long size(String file) {
    return scene.file(file).toFile().length();
  }
}
