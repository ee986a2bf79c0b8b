package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.Activity;
import dev.baton.layout.SlotState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator's {@code baton bail}: from every wait, and from the middle of the work. */
final class BailIT {
  private static final int SLOT_LENGTH = 1_000;
  private static final int SLOT_BYTES = 4 * SLOT_LENGTH;
  private static final String WHY = "maintenance at noon";

  @RegisterExtension final Scene scene = new Scene();

  private Path input;
  private Path output;
  private LiveChannel channel;

  @BeforeEach
  void setUp() {
    input = scene.file("input.raw");
    output = scene.file("output.raw");
    channel = new LiveChannel(scene.channel());
  }

  @Test
  void shouldStopBothSidesInTheMiddleOfTheWork() throws IOException {
    int slots = 4_000;
    byte[] data = Numbers.write(input, scene.random(), slots * SLOT_BYTES);
    Started loader = loader(input).start();
    Started processor = processor().start();
    processor.await("some work", () -> channel.sequence("processor-1") > slots / 20);

    bail("asked 2 members of channel " + scene.channel(), loader, processor);

    assertTrue(channel.sequence("loader-1") < slots, "the bail came after the work");
    assertEquals(0, channel.slots(SlotState.FILLING) + channel.slots(SlotState.READING));
    requireDelivered(data, input);
  }

  @Test
  void shouldStopBothSidesWhileTheyWaitForInputAndForData() throws IOException {
    byte[] data = Numbers.write(input, scene.random(), 2 * SLOT_BYTES);
    Started loader = loader("raw:-").and("--linger", "none").start();
    Started processor = processor().start();
    @SuppressWarnings("resource") // open for as long as the loader is to wait
    OutputStream pipe = loader.process().getOutputStream();
    pipe.write(data, 0, SLOT_BYTES + SLOT_BYTES / 2);
    pipe.flush();
    processor.await(
        "no ready slot",
        () ->
            channel.sequence("processor-1") == 1
                && channel.does("processor-1", Activity.WAITING_FOR_READY));
    loader.await("no input", () -> channel.does("loader-1", Activity.WAITING_FOR_DATA));

    bail("asked 2 members", loader, processor);

    Path rest = scene.file("rest.raw");
    Files.write(rest, Arrays.copyOfRange(data, SLOT_BYTES, data.length));
    requireDelivered(data, rest);
  }

  @Test
  void shouldStopALoaderThatWaitsForFreeSlots() throws IOException {
    byte[] data = Numbers.write(input, scene.random(), 10 * SLOT_BYTES);
    Started loader = loader(input).start();
    loader.await("no free slot", () -> channel.does("loader-1", Activity.WAITING_FOR_FREE));

    bail("asked 1 member", loader);

    assertEquals(4, channel.slots(SlotState.READY));
    requireDelivered(data, input);
  }

  private void bail(String expected, Started... members) {
    Launch bail = scene.command("baton", "bail", scene.channel(), "--reason", WHY);
    Started asking = bail.start();
    Patience.until("the bail", channel::isBailed);
    for (Finished stopped : Stop.ends(scene, "the bail", System.nanoTime(), members)) {
      Stop.requireBailed(stopped, "operator " + System.getProperty("user.name"), WHY);
    }
    Finished asked = asking.finished().requireSuccess();
    assertTrue(asked.out().startsWith(expected), asked::out);
  }

  /** A rerun of both completes what was begun, and nothing is lost or twice. */
  private void requireDelivered(byte[] data, Object source) throws IOException {
    Started loader = loader(source).start();
    processor().run().requireSuccess();
    loader.finished().requireSuccess();
    assertArrayEquals(data, Files.readAllBytes(output));
  }

  /** Sleeping when idle: so that both have work for a while. */
  private Launch loader(Object source) {
    return scene
        .loader("--source", source, "--slots", 4, "--slot-length", SLOT_LENGTH)
        .and("--name", "loader-1", "--idle", "sleep");
  }

  private Launch processor() {
    return scene.processor("--name", "processor-1", "--sink", output, "--idle", "sleep");
  }
}
