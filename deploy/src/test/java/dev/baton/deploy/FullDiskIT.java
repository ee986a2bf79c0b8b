package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.layout.Activity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens when there is no room: for a sink's output, or for a channel. */
final class FullDiskIT {
  @RegisterExtension final Scene scene = new Scene();

  private SmallDisk disk;
  private byte[] data;

  @AfterEach
  void unmount() {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void shouldStopEverybodyWhenASinkFailsAndGoOnWhenThereIsRoom() throws IOException {
    disk = SmallDisk.mount(scene.file("disk"), "1m");
    Started loader = loader().start();
    Path output = disk.file("output.raw");

    Finished failed = scene.processor("--name", "p", "--sink", output, "--bail-on-error").run();
    Finished stopped = Stop.ends(scene, "the sink failed", System.nanoTime(), loader).get(0);

    failed.requireRefusal(
        74,
        output + ": writing ",
        " bytes are free there: No space left",
        "start again with --name p");
    Stop.requireBailed(stopped, "p", output.toString());
    disk.resize("16m");
    Started again = loader().start();
    scene.processor("--name", "p", "--sink", output).run().requireSuccess();
    again.finished().requireSuccess();
    assertArrayEquals(data, Files.readAllBytes(output));
  }

  @Test
  void shouldLeaveTheSlotToAnotherProcessorWhenASinkFails() throws IOException {
    disk = SmallDisk.mount(scene.file("disk"), "1m");
    Started loader = loader().start();
    Path full = disk.file("output.raw");

    scene
        .processor("--name", "p", "--sink", full)
        .run()
        .requireRefusal(
            74,
            full + ": writing ",
            " bytes are free there: No space left",
            "start again with --name p");

    LiveChannel channel = new LiveChannel(scene.channel());
    loader.await("no free slot", () -> channel.does("loader-1", Activity.WAITING_FOR_FREE));
    Path rest = scene.file("rest.raw");
    scene.processor("--name", "q", "--sink", rest).run().requireSuccess();
    loader.finished().requireSuccess();
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(Files.readAllBytes(full));
    both.writeBytes(Files.readAllBytes(rest));
    assertArrayEquals(data, both.toByteArray());
  }

  @Test
  void shouldRefuseAChannelThatDoesNotFitAndSayWhatIsNeededAndFree() throws IOException {
    disk = SmallDisk.mount(scene.file("disk"), "64m");
    Path input = scene.file("input.raw");
    Numbers.write(input, scene.random(), 4_000);
    String before = scene.files();

    scene
        .service("baton-loader", disk.file("channel"), "--source", input)
        .and("--slots", 4, "--slot-length", 1 << 26)
        .run()
        .requireRefusal(73, disk.file("channel").toString(), "needs 1.0 GiB", "64.0 MiB free");

    assertEquals(before, scene.files());
  }

  private Launch loader() {
    Path input = scene.file("input.raw");
    if (data == null) {
      data = Numbers.write(input, scene.random(), 4_000_000);
    }
    return scene.loader("--source", input, "--slots", 4, "--slot-length", 1_000);
  }
}
