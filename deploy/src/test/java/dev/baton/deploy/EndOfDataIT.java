package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.Activity;
import dev.baton.layout.Counter;
import dev.baton.layout.MemberState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who ends when, and with what. */
final class EndOfDataIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldTellEveryProcessorOfTheEndAndLetThoseWhoStayGoOn() throws IOException {
    Path input = scene.file("input.raw");
    Numbers.write(input, scene.random(), 4_000);
    LiveChannel channel = new LiveChannel(scene.channel());
    Started staying =
        scene.processor("--name", "staying", "--sink", "raw:" + scene.file("s"), "--stay").start();
    List<Started> ending =
        Stream.of("a", "b")
            .map(name -> scene.processor("--name", name, "--sink", "raw:" + scene.file(name)))
            .map(Launch::start)
            .toList();
    ending.forEach(each -> each.awaitOut("event=waiting"));

    // One slot for three processors: two of them see the end and nothing else.
    scene.loader("--source", input, "--slot-length", 1_000).run().requireSuccess();
    ending.forEach(each -> each.finished().requireSuccess());
    scene.processor("--name", "late", "--sink", "null:").run().requireSuccess();

    staying.await("idle", () -> channel.does("staying", Activity.WAITING_FOR_READY));
    long before = channel.sequence("staying");
    scene.loader("--source", input).run().requireSuccess();
    staying.await("more data", () -> channel.sequence("staying") == before + 1);
    staying.signal("TERM");
    staying.finished().requireQuiet(143);

    assertTrue(channel.is("a", MemberState.ENDED));
    assertTrue(channel.is("late", MemberState.ENDED));
    assertTrue(channel.is("staying", MemberState.LEFT));
    assertEquals(2 * Files.size(input), size("a") + size("b") + size("s"));
  }

  @Test
  void shouldPublishPartFilledLastSlotWithItsTrueLength() throws IOException {
    Path input = scene.file("input.raw");
    byte[] data = Numbers.write(input, scene.random(), 4 * 2_500);

    scene.loader("--source", input, "--slot-length", 1_000).run().requireSuccess();
    Path output = scene.file("output.npy");
    scene.processor("--sink", output).run().requireSuccess();

    LiveChannel channel = new LiveChannel(scene.channel());
    assertEquals(3, channel.sequence("loader-1"));
    assertEquals(2_500, channel.counter("processor-1", Counter.ELEMENTS));
    assertArrayEquals(data, NpyFile.read(output).elements("<f4"));
    String header = NpyFile.read(scene.channel().resolve("slots/0002.npy")).header();
    assertTrue(header.replace(" ", "").contains("'shape':(500,)"), header);
  }

  private long size(String file) throws IOException {
    return Files.size(scene.file(file));
  }
}
