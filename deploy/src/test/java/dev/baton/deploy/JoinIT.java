package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.MemberState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code baton join}: the parts of several processors as one. */
final class JoinIT {
  private static final int BYTES = 4_000_000;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldPutPartsInOrderForEachLoaderAlthoughOneProcessorNeverCameBack() {
    Random random = scene.random();
    final byte[] a = Numbers.write(scene.file("a.raw"), random, BYTES);
    final byte[] b = Numbers.write(scene.file("b.raw"), random, BYTES);
    LiveChannel channel = new LiveChannel(scene.channel());
    Started gone = processor("gone", "raw");
    final Started first = processor("first", "raw");
    List<Started> loaders = List.of(loader("a"), loader("b"));
    final Started second = processor("second", "raw");
    second.await("its file", () -> Files.exists(scene.file("second.raw.index")));
    gone.await("its share", () -> channel.sequence("gone") >= 20);
    gone.signal("KILL");
    gone.finished();
    first.await("a death found", () -> channel.is("gone", MemberState.DEAD));

    Finished live = join("live.raw", "--loader", "a", "gone.raw", "first.raw", "second.raw");
    assertTrue(live.exit() == 3 || live.exit() == 0, live::toString);
    byte[] beginning = Numbers.read(scene.file("live.raw"));
    assertArrayEquals(Arrays.copyOf(a, beginning.length), beginning);
    loaders.forEach(each -> each.finished().requireSuccess());
    first.finished().requireSuccess();
    second.finished().requireSuccess();

    join("a.out", "--loader", "a", "gone.raw", "first.raw", "second.raw").requireSuccess();
    join("b.out", "--loader", "b", "second.raw", "first.raw", "gone.raw").requireSuccess();
    join("both.out", "second.raw", "first.raw", "gone.raw").requireSuccess();
    assertArrayEquals(a, Numbers.read(scene.file("a.out")));
    assertArrayEquals(b, Numbers.read(scene.file("b.out")));
    assertEquals(2 * BYTES, Numbers.read(scene.file("both.out")).length);
    assertFalse(scene.files().contains("joining"), scene::files);
  }

  @Test
  void shouldJoinText() throws IOException {
    join(countTo(200_000), "text");

    assertEquals(text(200_000), Files.readString(scene.file("out")));
  }

  @Test
  void shouldJoinArrays() throws IOException {
    join(countTo(200_000), "npy");

    NumPy.requireSays(
        "int32 (200000,) True",
        """
        a = np.load(argv[0])
        print(a.dtype, a.shape, np.array_equal(a, np.arange(200000)))
        """,
        scene.file("out"));
  }

  private void join(Path input, String kind) {
    List<Started> all = List.of(processor("p", kind), processor("q", kind));
    scene
        .loader("--source", input, "--dtype", "i4", "--slot-length", 1_000, "--slots", 4)
        .and("--rate", 400_000)
        .run()
        .requireSuccess();
    all.forEach(each -> each.finished().requireSuccess());
    join("out", "p." + kind, "q." + kind).requireSuccess();
  }

  private Path countTo(int end) throws IOException {
    return Files.writeString(scene.file("in.txt"), text(end));
  }

  private static String text(int end) {
    return IntStream.range(0, end).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void shouldRefuseWhatIsMissingTwiceOrOfAnotherKind() throws IOException {
    Numbers.write(scene.file("a.raw"), scene.random(), BYTES / 4);
    List<Started> all = List.of(processor("p", "raw"), processor("q", "raw"));
    loader("a").finished().requireSuccess();
    all.forEach(each -> each.finished().requireSuccess());

    join("out", "p.raw").requireRefusal(65, "missing in the parts: a sequence ");
    join("out", "p.raw", "q.raw", "q.raw").requireRefusal(65, "twice in the parts: a sequence ");
    join("out", "p.raw", "q.raw", "--loader", "z").requireRefusal(66, "--loader z");
    Files.copy(scene.file("p.raw"), scene.file("p.raw.gz"));
    join("out", "p.raw.gz").requireRefusal(65, "is compressed");
    join("out", "a.raw").requireRefusal(66, "a.raw.index: no such file", "index=yes");
    assertFalse(Files.exists(scene.file("out")));

    Finished partly = join("out", "p.raw", "--skip-missing");
    assertEquals(3, partly.exit(), partly::toString);
    assertTrue(partly.out().contains("without sequence"), partly::toString);
    Files.writeString(scene.file("p.raw.index"), "baton-index 1 raw p\na 1 x\n");
    join("out", "p.raw", "q.raw").requireRefusal(65, "p.raw.index: line 2", "'a 1 x'");
  }

  private Started loader(String name) {
    return scene
        .loader("--name", name, "--source", scene.file(name + ".raw"))
        .and("--slots", 8, "--slot-length", 5_000, "--rate", 200_000)
        .start();
  }

  private Started processor(String name, String kind) {
    Path part = scene.file(name + "." + kind);
    return scene
        .processor("--name", name, "--sink", kind + ":" + part + "?index=yes")
        .and("--rate", 700_000)
        .start();
  }

  private Finished join(String out, Object... arguments) {
    Object[] paths =
        Arrays.stream(arguments)
            .map(each -> each.toString().matches(".+[.].+") ? scene.file(each.toString()) : each)
            .toArray();
    return scene
        .command("baton", "join", "--channel", scene.channel(), "--out", scene.file(out))
        .and(paths)
        .run();
  }
}
