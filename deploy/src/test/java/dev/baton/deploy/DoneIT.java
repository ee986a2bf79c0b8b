package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.SlotState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a member that is killed on its way out, and of one that is started twice. */
final class DoneIT {
  private static final int KILLED = 128 + 9;

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @ValueSource(strings = {"end-told", "end-declared", "left"})
  void shouldLoadNothingTwiceWhenALoaderIsKilledOnItsWayOut(String step) {
    byte[] data = input();
    Launch loader = scene.loader("--name", "l", "--source", in(), "--slot-length", 1_000);

    Finished killed = loader.with("BATON_JAVA_OPTS", "-Dbaton.crash.at=" + step).run();
    assertEquals(KILLED, killed.exit(), killed::toString);
    loader.with("BATON_JAVA_OPTS", "").run().requireSuccess();
    scene.processor("--sink", "raw:" + out()).run().requireSuccess();

    assertArrayEquals(data, Numbers.read(out()));
  }

  @Test
  void shouldKeepACompleteOutputWhenAProcessorIsKilledOnItsWayOut() {
    byte[] data = input();
    scene.loader("--source", in(), "--slot-length", 1_000).run().requireSuccess();
    Launch processor = scene.processor("--name", "p", "--sink", "raw:" + out());

    Finished killed = processor.with("BATON_JAVA_OPTS", "-Dbaton.crash.at=left").run();
    assertEquals(KILLED, killed.exit(), killed::toString);
    Finished again = processor.with("BATON_JAVA_OPTS", "").run().requireSuccess();

    assertTrue(again.out().contains("had come to its end before"), again::toString);
    assertArrayEquals(data, Numbers.read(out()));
    assertEquals(8, new LiveChannel(scene.channel()).slots(SlotState.FREE));
  }

  @Test
  void shouldLoadTheSameAgainOnlyWhenToldTo() {
    byte[] data = input();
    Launch loader = scene.loader("--name", "l", "--source", in(), "--slot-length", 1_000);
    loader.run().requireSuccess();
    scene.processor("--name", "p", "--sink", "raw:" + out()).run().requireSuccess();

    Finished done = loader.run().requireSuccess();
    assertTrue(done.out().contains("to load the same again: --again"), done::toString);
    assertEquals(3, new LiveChannel(scene.channel()).sequence("l"));

    loader.and("--again").run().requireSuccess();
    assertEquals(6, new LiveChannel(scene.channel()).sequence("l"));
    scene.processor("--name", "p", "--sink", "raw:" + out()).run().requireSuccess();
    assertArrayEquals(data, Numbers.read(out()));
  }

  /** Ten slots of an endless source, with a death after some of them. */
  @Test
  void shouldCountWhatWasPublishedBeforeADeathAmongThePasses() {
    Launch loader =
        scene
            .loader("--name", "l", "--source", "debug:", "--slot-length", 1_000, "--slots", 16)
            .and("--passes", 10);

    Finished killed = loader.with("BATON_JAVA_OPTS", "-Dbaton.crash.at=publish-swapped:4").run();
    assertEquals(KILLED, killed.exit(), killed::toString);
    loader.with("BATON_JAVA_OPTS", "").run().requireSuccess();
    scene.processor("--sink", "debug:").run().requireSuccess();

    assertEquals(10, new LiveChannel(scene.channel()).sequence("l"));
  }

  private byte[] input() {
    return Numbers.write(in(), scene.random(), 4 * 2_500);
  }

  private Path in() {
    return scene.file("in.raw");
  }

  private Path out() {
    return scene.file("out.raw");
  }
}
