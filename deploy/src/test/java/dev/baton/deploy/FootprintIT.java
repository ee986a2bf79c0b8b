package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the services take of the machine, and how soon they are there. */
final class FootprintIT {
  private static final long MOST_MIB = 200;

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest(name = "slots of {0} x 4 bytes")
  @CsvSource({"1_024, 20_000", "67_108_864, 3"})
  void shouldTakeLittleMemoryBeyondTheSlotsWhateverTheirSize(String length, String slots) {
    LiveChannel channel = new LiveChannel(scene.channel());
    Started loader =
        scene
            .loader("--source", "debug:", "--slots", 2)
            .and("--slot-length", length.replace("_", ""))
            .start();
    Started processor = scene.processor("--sink", "debug:").start();
    long enough = Long.parseLong(slots.replace("_", ""));
    processor.await(enough + " slots", () -> channel.sequence("processor-1") >= enough);

    for (Started each : List.of(loader, processor)) {
      Footprint footprint = Footprint.of(each, scene.channel());
      long mib = footprint.otherKib() >> 10;
      scene.say(
          "%s, %d slots of %s x 4 bytes: %d MiB resident beyond %d MiB of slots"
              .formatted(
                  each.equals(loader) ? "loader" : "processor",
                  channel.sequence("processor-1"),
                  length,
                  mib,
                  footprint.slotKib() >> 10));
      assertTrue(mib <= MOST_MIB, footprint::toString);
      assertTrue(each.process().info().arguments().map(List::of).orElseThrow().contains("-Xmx64m"));
    }
  }

  @Test
  void shouldTellHowSoonTheServicesAreAttached() {
    scene.command("baton", "create", scene.channel()).run().requireSuccess();
    for (int i = 0; i < 2; i++) {
      tell("loader", scene.loader("--source", "raw:-"));
      tell("processor", scene.processor("--sink", "null:"));
    }
  }

  private void tell(String role, Launch launch) {
    Started started = launch.start().awaitOut("event=attached");
    long millis = (System.nanoTime() - started.startedNanos()) / 1_000_000;
    scene.say(role + " attached " + millis + " ms after its start");
    started.signal("TERM");
    started.finished().requireQuiet(143);
  }
}
