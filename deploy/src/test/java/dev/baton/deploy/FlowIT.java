package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.Activity;
import dev.baton.layout.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator's {@code baton pause}, {@code resume} and {@code drain}, under load. */
final class FlowIT {
  private static final int SLOT_LENGTH = 1_000;
  private static final int SLOT_BYTES = 4 * SLOT_LENGTH;
  private static final int SLOTS = 4_000;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldPauseInTheMiddleOfTheWorkAndLoseNothing() throws IOException {
    LiveChannel channel = new LiveChannel(scene.channel());
    byte[] data = Numbers.write(input(), scene.random(), SLOTS * SLOT_BYTES);
    Started loader = slowLoader().start();
    Started processor = processor("p").start();
    processor.await("some work", () -> channel.sequence("p") > 10);

    for (int round = 0; round < 3; round++) {
      baton("pause", "--reason", "a breath").requireSuccess();
      processor.await("the pause", () -> channel.does("p", Activity.PAUSED));
      loader.await("the pause", () -> channel.does("l", Activity.PAUSED));
      long published = channel.sequence("l");
      long released = channel.sequence("p");
      Finished status = baton("status").requireSuccess();
      assertTrue(status.out().contains(": a breath"), status::out);
      assertEquals(published, channel.sequence("l"));
      assertEquals(released, channel.sequence("p"));
      assertEquals(0, channel.slots(SlotState.FILLING) + channel.slots(SlotState.READING));
      baton("resume").requireSuccess();
      processor.await("more work", () -> channel.sequence("p") > released + 10);
    }

    loader.signal("TERM");
    Finished loaded = loader.finished().requireQuiet(143);
    assertTrue(loaded.out().contains("event=paused member=l by=\"operator "), loaded::out);
    assertTrue(loaded.out().contains("event=resumed member=l"), loaded::out);
    loader().run().requireSuccess();
    processor.finished().requireSuccess();
    assertArrayEquals(data, Files.readAllBytes(scene.file("p.raw")));
  }

  @Test
  void shouldDrainInTheMiddleOfTheWorkAndGoOnLater() throws IOException {
    LiveChannel channel = new LiveChannel(scene.channel());
    byte[] data = Numbers.write(input(), scene.random(), SLOTS * SLOT_BYTES);
    Started loader = slowLoader().start();
    Started processor = processor("p").and("--stay").start();
    processor.await("some work", () -> channel.sequence("p") > 10);

    Finished drained = baton("drain", "--reason", "an upgrade").requireSuccess();

    assertTrue(drained.out().startsWith("drained channel "), drained::out);
    Finished loaded = loader.finished().requireSuccess();
    assertTrue(loaded.out().contains("why=\"draining by operator "), loaded::out);
    processor.finished().requireSuccess();
    assertTrue(channel.sequence("l") < SLOTS, "the drain came after the work");
    assertEquals(channel.sequence("l"), channel.sequence("p"));
    assertEquals(4, channel.slots(SlotState.FREE));

    loader().run().requireRefusal(75, "an upgrade", "baton resume");
    processor("p").run().requireSuccess();
    baton("resume").requireSuccess();
    Started again = loader().start();
    processor("p").run().requireSuccess();
    again.finished().requireSuccess();
    assertArrayEquals(data, Files.readAllBytes(scene.file("p.raw")));
  }

  /** A processor that is killed in a drain is missed, and completes it when it comes back. */
  @Test
  void shouldCompleteADrainOverADeath() throws IOException {
    LiveChannel channel = new LiveChannel(scene.channel());
    byte[] data = Numbers.write(input(), scene.random(), SLOTS * SLOT_BYTES);
    Started loader = slowLoader().start();
    Started processor = processor("p").start();
    processor.await("some work", () -> channel.sequence("p") > 10);
    processor.signal("KILL");
    processor.finished();
    loader.await("no free slot", () -> channel.does("l", Activity.WAITING_FOR_FREE));

    Started drain = scene.command("baton", "drain", scene.channel()).start();
    loader.finished().requireSuccess();
    processor("p").run().requireSuccess();
    drain.finished().requireSuccess();
    assertEquals(channel.sequence("l"), channel.sequence("p"));

    baton("resume").requireSuccess();
    Started again = loader().start();
    processor("p").run().requireSuccess();
    again.finished().requireSuccess();
    assertArrayEquals(data, Files.readAllBytes(scene.file("p.raw")));
  }

  private Finished baton(String command, Object... arguments) {
    return scene.command("baton", command, scene.channel()).and(arguments).run();
  }

  private Path input() {
    return scene.file("input.raw");
  }

  /** So slow that an operator's command meets it in the middle of the work, whatever it takes. */
  private Launch slowLoader() {
    return loader().and("--rate", 50 * SLOT_LENGTH);
  }

  private Launch loader() {
    return scene
        .loader("--source", input(), "--slots", 4, "--slot-length", SLOT_LENGTH)
        .and("--name", "l");
  }

  private Launch processor(String name) {
    return scene.processor("--name", name, "--sink", scene.file(name + ".raw"));
  }
}
