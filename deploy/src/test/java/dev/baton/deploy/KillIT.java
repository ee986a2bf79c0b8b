package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIGKILL at random moments, and a restart under the same name: a file in is a file out. */
final class KillIT {
  private static final int KILLS = 10;
  private static final int KILLED = 128 + 9;
  private static final int SLOT_BYTES = 4_096;
  private static final int BYTES = 6_000 * SLOT_BYTES;

  @RegisterExtension final Scene scene = new Scene();

  private final Map<String, Started> members = new HashMap<>();
  private Path input;
  private Path output;

  @BeforeEach
  void setUp() {
    input = scene.file("input.raw");
    output = scene.file("output.raw");
  }

  @Test
  void shouldDeliverTheFileOnceWhoeverIsKilledWhenever() {
    Random random = scene.random();
    String expected = Numbers.sha256(Numbers.write(input, random, BYTES));
    start("loader");
    start("processor");
    for (int kill = 1; kill <= KILLS; kill++) {
      long mark = written() + random.nextInt(BYTES / (KILLS + 2));
      String name = random.nextBoolean() ? "loader" : "processor";
      Started victim = members.get(name);
      victim.await(mark + " bytes of output", () -> written() >= mark);
      victim.signal("KILL");
      assertEquals(KILLED, victim.finished().exit());
      scene.say("kill " + kill + ": " + name + ", at byte " + written());
      start(name);
    }
    members.values().forEach(each -> each.finished().requireSuccess());
    assertEquals(expected, Numbers.sha256(output));
  }

  /** Sleeping when idle, with few and small slots: kills hit the work, and not its end. */
  private void start(String name) {
    Launch launch =
        name.equals("loader")
            ? scene.loader("--source", input, "--slots", 4, "--slot-length", SLOT_BYTES / 4)
            : scene.processor("--sink", output);
    members.put(name, launch.and("--name", name, "--idle", "sleep").start());
  }

  private long written() {
    try {
      return Files.exists(output) ? Files.size(output) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
