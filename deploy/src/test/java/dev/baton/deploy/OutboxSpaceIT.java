package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No room for token queues to roll into, nor for those of a member that comes. */
final class OutboxSpaceIT {
  private static final int SLOT_BYTES = 16;

  /** More than the two files that a member has from the start take: 65,536 tokens each. */
  private static final int SLOTS_OF_A_PART = 150_000;

  @RegisterExtension final Scene scene = new Scene();

  private SmallDisk disk;

  @AfterEach
  void unmount() {
    disk.close();
  }

  @Test
  void shouldGoOnWhenThereIsNoRoomToRollAndRollWhenThereIs() throws IOException {
    disk = SmallDisk.mount(scene.file("disk"), "42m");
    byte[] data =
        Numbers.write(scene.file("input"), scene.random(), 2 * SLOTS_OF_A_PART * SLOT_BYTES);
    Started loader =
        loader("--name", "l", "--source", "raw:-", "--linger", "none", "--rate", 75_000).start();
    Started processor = processor("p").start();
    List<Started> both = List.of(loader, processor);
    both.forEach(each -> each.awaitOut("event=attached"));
    disk.fill();
    LiveChannel channel = new LiveChannel(disk.file("channel"));

    try (OutputStream input = loader.process().getOutputStream()) {
      input.write(data, 0, data.length / 2);
      input.flush();
      processor.await("all of it", () -> channel.sequence("p") == SLOTS_OF_A_PART);
      both.forEach(each -> each.awaitOut("event=outbox_short"));
      disk.empty();
      input.write(data, data.length / 2, data.length / 2);
    }

    for (Started each : both) {
      String out = each.finished().requireSuccess().out();
      assertEquals(1, out.split("event=outbox_short", -1).length - 1, out);
      assertTrue(out.contains("needs 4.5 MiB, 0 bytes free: No space left"), out);
      assertTrue(out.contains("event=outbox_secured"), out);
      assertEquals(1, out.split(" level=warn ", -1).length - 1, out);
    }
    assertEquals(Numbers.sha256(data), Numbers.sha256(scene.file("p.raw")));
    for (String name : List.of("l", "p")) {
      try (var files = Files.walk(disk.file("channel").resolve("outbox").resolve(name))) {
        assertEquals(3, files.filter(file -> file.toString().endsWith(".cq4")).count(), name);
      }
    }
  }

  @Test
  void shouldRefuseAMemberThatHasNoRoomForItsTokens() throws IOException {
    disk = SmallDisk.mount(scene.file("disk"), "42m");
    byte[] data = Numbers.write(scene.file("input"), scene.random(), 4_000 * SLOT_BYTES);
    Started loader = loader("--source", "raw:" + scene.file("input")).start();
    loader.awaitOut("event=attached");
    disk.fill();

    processor("p")
        .run()
        .requireRefusal(
            74,
            disk.file("channel") + "/outbox/p/000001/",
            ": needs 4.5 MiB, 0 bytes free: No space left");

    disk.empty();
    processor("p").run().requireSuccess();
    loader.finished().requireSuccess();
    assertEquals(Numbers.sha256(data), Numbers.sha256(scene.file("p.raw")));
  }

  private Launch loader(Object... arguments) {
    return scene
        .service("baton-loader", disk.file("channel"), "--dtype", "V16")
        .and("--slots", 16, "--slot-length", 1)
        .and(arguments);
  }

  private Launch processor(String name) {
    Path output = scene.file(name + ".raw");
    return scene.service("baton-processor", disk.file("channel"), "--name", name, "--sink", output);
  }
}
