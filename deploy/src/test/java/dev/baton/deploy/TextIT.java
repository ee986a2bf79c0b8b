package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.Counter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as text, from a pipe and from a real table. */
final class TextIT {
  private static final int COUNT = 10_000_000;
  private static final Path CSV = Distribution.CLONE.resolve("docs/data/co2-concentration.csv");

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldDeliverTenMillionLinesOfAPipeToTwoProcessorsEachNumberOnce() {
    Started loader = scene.shell("seq 1 " + COUNT + " | " + loading("--source -")).start();
    List<Path> parts = Stream.of("a.npy", "b.npy").map(scene::file).toList();
    List<Started> processors =
        parts.stream().map(part -> scene.processor("--sink", part).start()).toList();
    loader.finished().requireSuccess();
    processors.forEach(each -> each.finished().requireSuccess());

    BitSet seen = new BitSet(COUNT + 1);
    int elements = 0;
    for (Path part : parts) {
      byte[] data = NpyFile.read(part).elements("<f4");
      FloatBuffer numbers = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      elements += numbers.remaining();
      while (numbers.hasRemaining()) {
        seen.set((int) numbers.get());
      }
    }
    assertEquals(COUNT, elements);
    assertEquals(COUNT, seen.cardinality());
    assertEquals(COUNT + 1, seen.length());
    NumPy.requireSays(
        "True",
        """
        parts = np.concatenate([np.load(part) for part in argv[1:]])
        print(np.array_equal(np.sort(parts), np.arange(1, int(argv[0]) + 1)))
        """,
        COUNT,
        parts.get(0),
        parts.get(1));
  }

  @Test
  void shouldDeliverColumnsOfARealTableAsNumPyReadsThem() {
    LiveChannel channel = new LiveChannel(scene.channel());
    Path output = scene.file("co2.npy");
    Started processor = scene.processor("--sink", output, "--stay").start();
    scene
        .loader("--source", "text:" + CSV + "?columns=CO2,adjusted CO2", "--dtype", "f8")
        .run()
        .requireSuccess();
    processor.await("the table", () -> channel.sequence("processor-1") == 1);

    // The slot of a live channel, the output of a processor at work, and NumPy's own reading.
    NumPy.requireSays(
        "(741, 2) (741, 2) True True memmap",
        """
        table = np.genfromtxt(argv[0], delimiter=",", skip_header=1, usecols=(1, 2))
        slot = np.load(argv[1], mmap_mode="r")
        output = np.load(argv[2])
        print(slot.shape, output.shape, np.array_equal(slot, table),
              np.array_equal(output, table), type(slot).__name__)
        """,
        CSV,
        scene.channel().resolve("slots/0000.npy"),
        output);
    processor.signal("TERM");
    processor.finished().requireQuiet(143);
  }

  @Test
  void shouldWriteNumbersAndNothingElseToStandardOutput() throws IOException {
    scene.shell("seq 1 123456 | " + loading("--source - --dtype i4")).run().requireSuccess();
    Started processor = scene.processor("--sink", "-").start();
    Finished finished = processor.finished();

    assertEquals(0, finished.exit(), finished::err);
    assertEquals(-1, Files.mismatch(numbers(123_456), processor.out()));
    finished.err().lines().forEach(line -> assertTrue(line.contains(" level=info event="), line));
  }

  @Test
  void shouldStopAtABadNumberInLineTenMillionAndOneWithAllBeforeItPublished() {
    LiveChannel channel = new LiveChannel(scene.channel());
    Started processor = scene.processor("--sink", "null:", "--stay").start();

    scene
        .shell("{ seq 1 " + COUNT + "; echo 12x; } | " + loading("--source -"))
        .run()
        .requireRefusal(65, "baton-loader: standard input: line 10000001, column 1", "found '12x'");

    processor.await(
        "all that came before", () -> channel.counter("processor-1", Counter.ELEMENTS) == COUNT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12x\\n7\\n            | ''           | line 1, column 1 | '12x'",
        "none\\n7\\n           | ?header=none | line 1, column 1 | 'none'",
        "1,2\\n3,,5\\n         | ''           | line 2, column 3 | expected a number",
        "1e400x                | ''           | line 1, column 1 | '1e400x'",
        "a,b\\n1,2\\n3,oops\\n | ?columns=b   | line 3, column 3 | 'oops'",
      })
  void shouldSayWhereABadNumberIs(String text, String options, String where, String found)
      throws IOException {
    Path file = Files.writeString(scene.file("input.txt"), text.replace("\\n", "\n"));

    scene
        .loader("--source", "text:" + file + options)
        .run()
        .requireRefusal(65, file + ": " + where, found);
  }

  @Test
  void shouldRefuseOpaqueRecordsFromText() {
    String before = scene.files();

    scene.loader("--source", "text:" + CSV, "--dtype", "V16").run().requireRefusal(64, "|V16");

    assertEquals(before, scene.files());
  }

  private Path numbers(int count) {
    Path file = scene.file("numbers.txt");
    scene.shell("seq 1 " + count + " >" + file).run().requireSuccess();
    return file;
  }

  private String loading(String options) {
    return scene.program("baton-loader") + " --channel " + scene.channel() + " " + options;
  }
}
