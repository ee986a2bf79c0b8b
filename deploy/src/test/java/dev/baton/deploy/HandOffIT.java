package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.layout.Activity;
import dev.baton.layout.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three loaders and three processors at once, on files of every type. */
final class HandOffIT {
  /** Seventy JVMs that live for a second: a third of their work is what this leaves out. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private static final int SLOTS = 4;
  private static final int SLOT_LENGTH = 1000;
  private static final int ELEMENTS = 50_123;

  @RegisterExtension final Scene scene = new Scene();

  /** What each loader has to load. */
  private final Map<String, byte[]> inputs = new LinkedHashMap<>();

  private final Map<String, Started> processors = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(
      strings = {"|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f4", "<f8", "|V16"})
  void shouldDeliverEverythingOnceHoweverMembersComeAndGo(String dtype) throws IOException {
    writeInputs(dtype);
    startProcessor("early").awaitOut("event=waiting");
    processors.get("early").signal("STOP"); // alive, and takes nothing

    LiveChannel channel = new LiveChannel(scene.channel());
    Started stopped = startLoader("back", dtype, "back.npy");
    stopped.await("no free slot", () -> channel.does("back", Activity.WAITING_FOR_FREE));
    stopped.signal("TERM");
    stopped.finished().requireQuiet(143);
    assertEquals(SLOTS, channel.slots(SlotState.READY));

    Started raw = startLoader("raw", dtype, "raw.bin");
    startProcessor("middle");
    Started both = startLoader("both", dtype, "both.npy", "both.bin");
    startProcessor("late");
    processors.get("early").signal("CONT");
    raw.awaitOut("event=attached");
    both.awaitOut("event=attached");
    Started back = startLoader("back", dtype, "back.npy");

    List.of(raw, both, back).forEach(each -> each.finished().requireSuccess());
    requireAllOnce(dtype);
    assertEquals(SLOTS, channel.slots(SlotState.FREE));
  }

  private void requireAllOnce(String dtype) {
    Ledger ledger = new Ledger(itemSize(dtype));
    processors.forEach(
        (name, processor) ->
            ledger.add(
                processor.finished().requireSuccess().out(),
                NpyFile.read(scene.file(name + ".npy")).elements(dtype)));
    inputs.forEach((loader, input) -> assertArrayEquals(input, ledger.of(loader), loader));
  }

  private Started startProcessor(String name) {
    Started processor =
        scene
            .processor("--name", name, "--sink", scene.file(name + ".npy"), "--log-level", "debug")
            .with("BATON_JAVA_OPTS", SHORT_LIVED)
            .start();
    processors.put(name, processor);
    return processor;
  }

  private Started startLoader(String name, String dtype, String... files) {
    Launch loader = scene.loader("--name", name, "--dtype", dtype).and("--slots", SLOTS);
    loader.and("--slot-length", SLOT_LENGTH, "--source").with("BATON_JAVA_OPTS", SHORT_LIVED);
    return loader.and(Arrays.stream(files).map(scene::file).toArray()).start();
  }

  private void writeInputs(String dtype) throws IOException {
    Random random = scene.random();
    for (String file : List.of("back.npy", "raw.bin", "both.npy", "both.bin")) {
      byte[] data = new byte[ELEMENTS * itemSize(dtype)];
      random.nextBytes(data);
      if (file.endsWith(".npy")) {
        NpyFile.of(dtype, "(" + ELEMENTS + ",)", data).write(scene.file(file));
      } else {
        Files.write(scene.file(file), data);
      }
      inputs.merge(file.substring(0, file.indexOf('.')), data, HandOffIT::joined);
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static int itemSize(String dtype) {
    return Integer.parseInt(dtype.substring(2));
  }
}
