package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.Activity;
import dev.baton.layout.SlotState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGTERM and Ctrl-C: in every wait of both roles, and while both work. */
final class SignalIT {
  private static final int SLOT_LENGTH = 1_000;
  private static final int ITEM_SIZE = 4;

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

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void shouldLeaveWhileWaitingForFreeSlotsAndGoOnLater(String signal, int code) throws IOException {
    byte[] data = Numbers.write(input, scene.random(), 99 * SLOT_LENGTH);
    Started loader = loader(input).start();
    loader.await("no free slot", () -> channel.does("loader-1", Activity.WAITING_FOR_FREE));

    Stop.bySignal(scene, signal, code, loader);

    assertEquals(4, channel.slots(SlotState.READY));
    requireDelivered(data, input);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void shouldLeaveWhileWaitingForInputAndForDataWithAllThatCame(String signal, int code)
      throws IOException {
    byte[] data = Numbers.write(input, scene.random(), 2 * 1_500 * ITEM_SIZE);
    int given = 1_500 * ITEM_SIZE;
    Started loader = loader("raw:-").and("--linger", "none").start();
    Started processor = processor().start();
    @SuppressWarnings("resource") // open for as long as the loader is to wait
    OutputStream pipe = loader.process().getOutputStream();
    pipe.write(data, 0, given + 2); // half an element more than is whole
    pipe.flush();
    processor.await(
        "no ready slot",
        () ->
            channel.sequence("processor-1") == 1
                && channel.does("processor-1", Activity.WAITING_FOR_READY));
    loader.await("no input", () -> channel.does("loader-1", Activity.WAITING_FOR_DATA));

    Stop.bySignal(scene, signal, code, processor, loader);

    Path rest = Files.write(scene.file("rest.raw"), Arrays.copyOfRange(data, given, data.length));
    requireDelivered(data, rest);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void shouldLeaveInTheMiddleOfTheWorkAndGoOnLater(String signal, int code) throws IOException {
    int slots = 4_000;
    byte[] data = Numbers.write(input, scene.random(), slots * SLOT_LENGTH * ITEM_SIZE);
    Started loader = loader(input).start();
    Started processor = processor().start();
    processor.await("some work", () -> channel.sequence("processor-1") > slots / 20);

    Stop.bySignal(scene, signal, code, loader, processor);

    assertTrue(channel.sequence("loader-1") < slots, "the signal came after the work");
    assertEquals(0, channel.slots(SlotState.FILLING) + channel.slots(SlotState.READING));
    requireDelivered(data, input);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void shouldLeaveWhileWaitingForTheChannelAndLeaveNothingBehind(String signal, int code) {
    Started processor = processor().start().awaitOut("event=waiting for=\"channel");

    Stop.bySignal(scene, signal, code, processor);

    assertFalse(Files.exists(scene.channel()));
    assertFalse(Files.exists(output));
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
    return interruptible(
        scene
            .loader("--source", source, "--slots", 4, "--slot-length", SLOT_LENGTH)
            .and("--name", "loader-1", "--idle", "sleep"));
  }

  private Launch processor() {
    return interruptible(
        scene.processor("--name", "processor-1", "--sink", output, "--idle", "sleep"));
  }

  /** Whoever runs in the background of a shell script ignores Ctrl-C, and so do its children. */
  private static Launch interruptible(Launch launch) {
    return launch.under("env", "--default-signal=INT");
  }
}
