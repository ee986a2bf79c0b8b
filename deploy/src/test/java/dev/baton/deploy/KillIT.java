package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.SlotState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIGKILL at random moments, and a restart under the same name. */
final class KillIT {
  private static final int KILLED = 128 + 9;
  private static final int SLOTS = 4;
  private static final int SLOT_BYTES = 4_096;
  private static final int BYTES = 6_000 * SLOT_BYTES;

  @RegisterExtension final Scene scene = new Scene();

  private final Map<String, Started> members = new HashMap<>();

  @Test
  void shouldMakeOneFileOfOneFileWhoeverIsKilledWhenever() {
    Random random = scene.random();
    String expected = Numbers.sha256(Numbers.write(scene.file("loader"), random, BYTES));

    run(random, 10, "loader", "processor");

    assertEquals(expected, Numbers.sha256(scene.file("processor")));
  }

  @Test
  void shouldDeliverEveryRecordOnceAmongSeveralWhoeverIsKilledWhenever() {
    Random random = scene.random();
    Numbers.write(scene.file("loader-a"), random, BYTES / 2);
    Numbers.write(scene.file("loader-b"), random, BYTES / 2);

    run(random, 8, "loader-a", "loader-b", "processor-a", "processor-b");

    long[] in = Numbers.records(scene.file("loader-a"), scene.file("loader-b"));
    long[] out = Numbers.records(scene.file("processor-a"), scene.file("processor-b"));
    assertEquals(-1, Arrays.mismatch(in, out), () -> in.length + " in, " + out.length + " out");
  }

  /**
   * Runs members to their end, over so many deaths. Whoever has ended before a kill could meet it
   * stays as it is: started again, it would begin anew.
   */
  private void run(Random random, int kills, String... names) {
    LiveChannel channel = new LiveChannel(scene.channel());
    Stream.of(names).forEach(this::start);
    // Whoever ended before the other loader was there would end the processors, too.
    members.values().forEach(each -> each.awaitOut("event=attached"));
    int kill = 0;
    while (kill < kills) {
      long mark = written(names) + random.nextInt(BYTES / (kills + 2));
      String name = names[random.nextInt(names.length)];
      Patience.until(mark + " bytes of output", () -> written(names) >= mark || !anyRuns());
      assertTrue(anyRuns(), () -> "all ended before " + kills + " kills");
      if (members.get(name).kill().exit() == KILLED) {
        kill++;
        scene.say("kill " + kill + ": " + name + ", at byte " + written(names));
        start(name);
      }
    }
    members.values().forEach(each -> each.finished().requireSuccess());
    assertEquals(SLOTS, channel.slots(SlotState.FREE));
  }

  private boolean anyRuns() {
    return members.values().stream().anyMatch(each -> each.process().isAlive());
  }

  /**
   * Sleeping when idle, with few and small slots: kills hit the work, and not its end. A slot may
   * meet several kills, and is not to blame.
   */
  private void start(String name) {
    Launch launch =
        name.startsWith("loader")
            ? scene
                .loader("--source", "raw:" + scene.file(name), "--dtype", "V16")
                .and("--slots", SLOTS, "--slot-length", SLOT_BYTES / 16)
            : scene.processor("--sink", "raw:" + scene.file(name), "--max-attempts", 15);
    members.put(name, launch.and("--name", name, "--idle", "sleep").start());
  }

  private long written(String... names) {
    return Stream.of(names)
        .filter(name -> name.startsWith("processor"))
        .mapToLong(name -> scene.file(name).toFile().length())
        .sum();
  }
}
