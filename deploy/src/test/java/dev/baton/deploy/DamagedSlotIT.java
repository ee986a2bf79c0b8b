package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAside;
import dev.baton.crash.CrashPoint;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import dev.baton.store.Words;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A damaged slot word neither stops the line nor loses the array. */
final class DamagedSlotIT {
  private static final int SLOTS = 3;
  private static final int SLOT_BYTES = 4_096;
  private static final int DAMAGED = 1;

  @RegisterExtension final Scene scene = new Scene();

  private byte[] input;

  @BeforeEach
  void loadAndDamage() {
    input = Numbers.write(scene.file("input"), scene.random(), SLOTS * SLOT_BYTES);
    scene
        .loader("--source", "raw:" + scene.file("input"), "--dtype", "<i8", "--name", "l")
        .and("--slots", SLOTS, "--slot-length", SLOT_BYTES / 8)
        .run()
        .requireSuccess();
    try (ControlStore control = ControlStore.open(new ChannelDirectory(scene.channel()))) {
      Words words = control.words();
      int word = ControlLayout.slot(DAMAGED) + SlotLayout.WORD;
      words.putLongRelease(word, words.getLong(word) ^ 1L << scene.random().nextInt(Long.SIZE));
    }
  }

  @Test
  void shouldBeSetAsideByAProcessorThoughOneDiesOnTheWay() throws IOException {
    Deaths.at(CrashPoint.SEIZE_SWAPPED, processor());

    processor().run().requireRefusal(65, "1 slot of it could not be processed");

    requireAllButTheDamaged();
  }

  @Test
  void shouldBeSetAsideByRepairWhereNobodyIs() throws IOException {
    Finished repair = scene.command("baton", "repair", scene.channel()).run();

    assertEquals(0, repair.exit(), repair::toString);
    assertTrue(repair.out().contains("set aside: slot 1: slot word damaged"), repair::out);
    processor().run().requireSuccess();
    requireAllButTheDamaged();
  }

  private Launch processor() {
    return scene.processor("--name", "p", "--sink", "raw:" + scene.file("output"));
  }

  private void requireAllButTheDamaged() throws IOException {
    byte[] expected = new byte[(SLOTS - 1) * SLOT_BYTES];
    System.arraycopy(input, 0, expected, 0, SLOT_BYTES);
    System.arraycopy(input, 2 * SLOT_BYTES, expected, SLOT_BYTES, SLOT_BYTES);
    assertArrayEquals(expected, Numbers.read(scene.file("output")));
    SetAside aside = new SetAside(new ChannelDirectory(scene.channel()));
    assertEquals(1, aside.names().size(), scene::files);
    byte[] array = Numbers.read(aside.array(aside.names().get(0)));
    assertArrayEquals(
        Arrays.copyOfRange(input, SLOT_BYTES, 2 * SLOT_BYTES),
        Arrays.copyOfRange(array, array.length - SLOT_BYTES, array.length));
    assertEquals(SLOTS, new LiveChannel(scene.channel()).slots(SlotState.FREE));
  }
}
