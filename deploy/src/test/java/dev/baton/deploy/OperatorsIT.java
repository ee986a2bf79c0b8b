package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel's life in an operator's hands: created, looked at, used, destroyed. */
final class OperatorsIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldCreateShowAndDestroyAChannelThatIsInUse() throws IOException {
    Path input = scene.file("input.raw");
    Numbers.write(input, scene.random(), 8 * 2_500);
    scene
        .command("baton", "create", scene.channel(), "--slots", 4, "--slot-length", 1_000)
        .and("--dtype", "<f8")
        .run()
        .requireSuccess();
    Finished loader =
        scene
            .loader("--source", input, "--passes", 2, "--marks", "--log-file", scene.file("log"))
            .run();
    loader.requireSuccess();
    assertTrue(loader.out().equals("<><>EOF>"), loader::toString);
    scene.processor("--sink", "null:", "--stay", "--name", "p").start().awaitOut("event=attached");
    LiveChannel channel = new LiveChannel(scene.channel());
    Patience.until("two slots", () -> channel.sequence("p") == 2);

    Started status = scene.command("baton", "status", scene.channel(), "--format", "json").start();
    status.finished().requireSuccess();
    NumPy.requireSays(
        "4 x 1000 <f8, 4 free; loader-1 loader ended 2 0; p processor alive 0 2",
        """
        import json
        status = json.load(open(argv[0]))
        geometry, summary = status["geometry"], status["summary"]
        print("%d x %d %s, %d free" % (geometry["slots"], geometry["slot_length"],
              geometry["dtype"], summary["free"]), end="")
        for member in status["members"]:
            counters = member["counters"]
            print(";", member["name"], member["role"], member["standing"],
                  counters["slots_published_total"], counters["slots_released_total"], end="")
        """,
        status.out());
    scene
        .command("baton", "destroy", scene.channel())
        .run()
        .requireRefusal(75, scene.channel() + " is in use by p", "--force");
    assertTrue(Files.exists(scene.channel()));

    scene.command("baton", "destroy", "--force", scene.channel()).run().requireSuccess();
    assertFalse(Files.exists(scene.channel()));
  }
}
