package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.SlotState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every member is stopped in order and started anew, one after the other, under load. */
final class RollingRestartIT {
  private static final List<String> LOADERS = List.of("loader-a", "loader-b");
  private static final List<String> PROCESSORS = List.of("processor-a", "processor-b");
  private static final List<String> ALL =
      Stream.of(LOADERS, PROCESSORS).flatMap(List::stream).toList();
  private static final int ROUNDS = 2;
  private static final int SLOTS = 8;
  private static final long MOST_MILLIS = 2_000;

  @RegisterExtension final Scene scene = new Scene();

  private final Map<String, Started> members = new HashMap<>();

  @Test
  void shouldLoseNothingAndStallNobody() {
    LiveChannel channel = new LiveChannel(scene.channel());
    ALL.forEach(this::start);
    Patience.until("all at work", () -> ALL.stream().allMatch(name -> channel.sequence(name) > 9));
    StallWatch watch = new StallWatch(channel, ALL);

    for (int round = 0; round < ROUNDS; round++) {
      for (String name : ALL) {
        restart(name, channel, watch);
      }
    }

    ALL.forEach(name -> scene.say(name + " stood still for " + watch.longestMillis(name) + " ms"));
    stop(LOADERS);
    Patience.until("all slots free", () -> channel.slots(SlotState.FREE) == SLOTS);
    stop(PROCESSORS);
    assertEquals(sum(channel, LOADERS), sum(channel, PROCESSORS), "slots released, of published");
    for (String name : ALL) {
      assertTrue(watch.longestMillis(name) <= MOST_MILLIS, name);
    }
  }

  private void restart(String name, LiveChannel channel, StallWatch watch) {
    Started old = members.get(name);
    old.signal("TERM");
    Patience.until(
        name + " to leave",
        () -> {
          watch.look(name);
          return !old.process().isAlive();
        });
    old.finished().requireQuiet(143);
    long before = channel.sequence(name);
    start(name);
    Patience.until(
        name + " to be at work again",
        () -> {
          watch.look(name);
          return channel.sequence(name) > before + 50;
        });
  }

  private void stop(List<String> names) {
    names.forEach(name -> members.get(name).signal("TERM"));
    names.forEach(name -> members.get(name).finished().requireQuiet(143));
  }

  private static long sum(LiveChannel channel, List<String> names) {
    return names.stream().mapToLong(channel::sequence).sum();
  }

  /** The loaders are slow enough for everybody to keep up, so that who stands still is held up. */
  private void start(String name) {
    Launch launch =
        LOADERS.contains(name)
            ? scene
                .loader("--source", "debug:", "--rate", 200_000)
                .and("--slots", SLOTS, "--slot-length", 1_000)
            : scene.processor("--sink", "debug:");
    members.put(name, launch.and("--name", name).start());
  }
}
