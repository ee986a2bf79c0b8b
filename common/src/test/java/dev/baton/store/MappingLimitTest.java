package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MappingLimitTest {
  private static final ChannelDirectory DIRECTORY = new ChannelDirectory(Path.of("/dev/shm/many"));

  @Test
  void shouldReadWhatTheKernelGives() throws IOException {
    Process cat = new ProcessBuilder("cat", "/proc/sys/vm/max_map_count").start();
    String setting = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(Long.parseLong(setting.strip()), MappingLimit.most().getAsLong());
  }

  @Test
  void shouldRefuseMoreSlotsThanCanBeMapped() {
    Geometry most = new Geometry(65_536, 16, Dtype.F4, 1);
    BatonException refused =
        assertThrows(BatonException.class, () -> MappingLimit.require(DIRECTORY, most, 65_530));
    assertEquals(Reason.CONFIGURATION, refused.reason());
    assertEquals(
        "channel /dev/shm/many: its 65536 slots take up to 67584 mappings of a process, the kernel"
            + " gives one 65530",
        refused.getMessage());
    assertTrue(refused.hint().contains("vm.max_map_count=135168"), refused.hint());
    assertDoesNotThrow(() -> MappingLimit.require(DIRECTORY, most, 67_584));
  }

  @Test
  void shouldCountTwoForSlotsThatLieSideBySide() {
    long few = MappingLimit.needed(new Geometry(1_000, 16, Dtype.F4, 1));
    long whole = MappingLimit.needed(new Geometry(1_000, 1 << 20, Dtype.F4, 1));
    assertEquals(1_000, few - whole);
  }
}
