package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.Activity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operators' command on a channel whose services were all killed. */
final class DeadServicesIT {
  private static final int SLOT_BYTES = 4_000;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldShowWhatTheDeadLeftAndChangeNothing() throws IOException {
    LiveChannel channel = new LiveChannel(scene.channel());
    byte[] data = Numbers.write(scene.file("input.raw"), scene.random(), 20 * SLOT_BYTES);
    Started loader =
        scene
            .loader("--source", scene.file("input.raw"), "--slots", 4, "--slot-length", 1_000)
            .and("--name", "l")
            .start();
    loader.await("no free slot", () -> channel.does("l", Activity.WAITING_FOR_FREE));
    kill(loader);
    byte[] control = Files.readAllBytes(scene.channel().resolve("control.dat"));

    String listed = baton(3, "health", "--sample", 0).out();
    assertTrue(listed.contains("l died, and has not come back"), listed);
    assertTrue(baton(0, "status").out().contains("4 ready"));
    assertTrue(baton(0, "top", "--count", 1).out().contains("l       dead"));
    Finished tokens = baton(0, "tail", "--format", "json", "--kind", "publish");
    assertEquals(4, tokens.out().lines().count(), tokens::out);
    assertEquals("4 slots checked: nothing is wrong\n", baton(0, "slot", "verify").out());
    Finished channels = scene.command("baton", "ls", scene.file("")).run().requireSuccess();
    assertTrue(channels.out().contains(scene.channel().toString()), channels::out);
    scene
        .command("baton", "slot", "dump", scene.channel(), 2, "--out", scene.file("2.npy"))
        .run()
        .requireSuccess();
    NumPy.requireSays(
        "1000 True",
        """
        import numpy
        dumped = numpy.load(argv[0])
        whole = numpy.fromfile(argv[1], "<f4")
        print(len(dumped), (dumped.tobytes() == whole[2000:3000].tobytes()), end="")
        """,
        scene.file("2.npy"),
        scene.file("input.raw"));
    assertArrayEquals(control, Files.readAllBytes(scene.channel().resolve("control.dat")));
    assertEquals(20 * SLOT_BYTES, data.length);
  }

  @Test
  void shouldExplainWhatServicesAreTold() {
    Finished explained =
        scene
            .command("baton", "config", "explain", "loader", "--slots", 4, "--source", "x", "y")
            .with("BATON_CHANNEL", "/dev/shm/c")
            .run()
            .requireSuccess();
    for (String line :
        List.of(
            "--channel +/dev/shm/c +environment BATON_CHANNEL +BATON_CHANNEL",
            "--slots +4 +command line +BATON_SLOTS",
            "--source +x ; y +command line +BATON_SOURCE",
            "--idle +backoff +default +BATON_IDLE")) {
      assertTrue(explained.out().lines().anyMatch(each -> each.matches(line)), explained::out);
    }
    Finished both = scene.command("baton", "config", "explain").with("BATON_IDLE", "sleep").run();
    assertEquals(2, both.out().lines().filter(line -> line.startsWith("--idle")).count());
  }

  private static void kill(Started service) {
    service.signal("KILL");
    service.finished();
  }

  /** A command about the channel: two words for those of slots. */
  private Finished baton(int exit, String command, Object... arguments) {
    Object[] words =
        command.equals("slot")
            ? new Object[] {"slot", arguments[0], scene.channel()}
            : new Object[] {command, scene.channel()};
    Launch launch = scene.command("baton", words);
    Finished finished = (command.equals("slot") ? launch : launch.and(arguments)).run();
    assertEquals(exit, finished.exit(), finished::toString);
    return finished;
  }
}
