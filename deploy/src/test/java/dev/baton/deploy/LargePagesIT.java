package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slots in large pages, where a tmpfs has been mounted for them. */
final class LargePagesIT {
  private static final Path KERNEL = Path.of("/sys/kernel/mm/transparent_hugepage/shmem_enabled");
  private static final int SLOTS = 2;
  private static final int SLOT_LENGTH = 1 << 20;
  private static final long PAGE_KIB = 2_048;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldMapSlotsInLargePagesWhereATmpfsTakesThem() throws IOException {
    boolean offered = Files.exists(KERNEL) && !Files.readString(KERNEL).contains("[deny]");
    assumeTrue(
        offered || System.getenv("TESTS_SKIP_NOTHING") != null,
        "needs a kernel that lets a tmpfs have large pages");
    try (SmallDisk disk = SmallDisk.mount(scene.file("disk"), "64m", "huge=within_size")) {
      Path channel = disk.file("channel");
      Started loader =
          scene
              .service("baton-loader", channel, "--name", "it", "--source", "debug:")
              .and("--slots", SLOTS, "--slot-length", SLOT_LENGTH)
              .start();
      LiveChannel live = new LiveChannel(channel);
      loader.await("all slots filled", () -> live.sequence("it") == SLOTS);

      List<Long> large = largeKib(loader.process().pid(), channel.resolve("slots"));

      loader.kill();
      assertEquals(SLOTS, large.size());
      assertTrue(large.stream().allMatch(kib -> kib >= PAGE_KIB), large::toString);
      String doctor = scene.command("baton", "doctor", channel).run().requireSuccess().out();
      assertTrue(doctor.contains("large pages    ok       huge=within_size"), doctor);
    }
  }

  /** How much of each file of a directory a process has mapped in large pages. */
  private static List<Long> largeKib(long pid, Path directory) throws IOException {
    List<Long> large = new ArrayList<>();
    boolean inIt = false;
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        inIt = line.contains(directory + "/");
      } else if (inIt && line.startsWith("ShmemPmdMapped:")) {
        large.add(Long.parseLong(line.replaceAll("\\D", "")));
      }
    }
    return large;
  }
}
