package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.SlotState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loader that fills several slots at the same time, killed, stopped, and refused. */
final class ThreadsIT {
  private static final int KILLED = 128 + 9;
  private static final int KILLS = 5;
  private static final int SLOTS = 8;
  private static final int SLOT_LENGTH = 1_000;
  private static final int NUMBERS = 3_000 * SLOT_LENGTH + 7;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldMakeOneFileOfOneFileWheneverItIsKilled() throws IOException {
    Random random = scene.random();
    ByteBuffer expected =
        ByteBuffer.allocate(NUMBERS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NUMBERS; i++) {
      int number = random.nextInt() >> random.nextInt(32);
      expected.putInt(number);
      text.append(number).append(random.nextInt(1_000) == 0 ? " # a\u00e4\r\n" : "\n");
    }
    Files.writeString(scene.file("a.txt"), text);

    LiveChannel channel = new LiveChannel(scene.channel());
    Started loader = loader();
    final Started processor =
        scene.processor("--sink", "raw:" + scene.file("a.raw"), "--idle", "sleep").start();
    for (int kill = 0; kill < KILLS; kill++) {
      long mark = channel.sequence("l") + 1 + random.nextInt(NUMBERS / SLOT_LENGTH / (KILLS + 3));
      loader.await("slot " + mark, () -> channel.sequence("l") >= mark);
      int exit = loader.kill().exit();
      scene.say("killed at slot " + channel.sequence("l") + ", exit " + exit);
      assertEquals(KILLED, exit);
      loader = loader();
    }
    loader.finished().requireSuccess();
    processor.finished().requireSuccess();

    assertArrayEquals(expected.array(), Numbers.read(scene.file("a.raw")));
    assertEquals(SLOTS, channel.slots(SlotState.FREE));
  }

  @Test
  void shouldGiveBackOnASignalWhatIsNotFull() {
    Started loader =
        scene
            .loader("--source", "debug:", "--name", "l", "--threads", 3)
            .and("--slots", SLOTS, "--slot-length", SLOT_LENGTH)
            .start();
    loader.awaitOut("event=attached");
    LiveChannel channel = new LiveChannel(scene.channel());
    loader.await("all slots", () -> channel.slots(SlotState.READY) == SLOTS);

    loader.signal("TERM");

    assertTrue(loader.finished().out().contains("event=leaving"));
    assertEquals(SLOTS, channel.slots(SlotState.READY));
  }

  private Started loader() {
    return scene
        .loader("--source", "text:" + scene.file("a.txt"), "--dtype", "i4", "--name", "l")
        .and("--slots", SLOTS, "--slot-length", SLOT_LENGTH, "--threads", 3, "--idle", "sleep")
        .start();
  }
}
