package dev.baton.store;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * How many mappings the kernel gives a process, {@code vm.max_map_count} (Linux,
 * Documentation/admin-guide/sysctl/vm.rst), and how many a member of a channel needs. A JVM that
 * gets no more ends at once, whatever it is doing; so this is looked at before a member attaches.
 */
public final class MappingLimit {
  /** Beside slots: the JVM's own, jars, and token queues of 128 members. */
  private static final int OTHERS = 2_048;

  private MappingLimit() {}

  /** How many mappings a member has that has used all slots. */
  public static long needed(Geometry geometry) {
    return SlotStores.mappings(geometry) + OTHERS;
  }

  /** How many the kernel gives a process; empty where that cannot be read. */
  public static OptionalLong most() {
    // In one read: the kernel has nothing more for a second one, however short the first was.
    try (FileInputStream in = new FileInputStream("/proc/sys/vm/max_map_count")) {
      byte[] bytes = new byte[Long.BYTES * 4];
      int count = Math.max(0, in.read(bytes));
      String text = new String(bytes, 0, count, StandardCharsets.US_ASCII).strip();
      return OptionalLong.of(Long.parseLong(text));
    } catch (IOException | NumberFormatException hidden) {
      return OptionalLong.empty(); // doctor says so; whoever attaches takes it for enough
    }
  }

  /**
   * Refuses a channel of too many slots.
   *
   * @throws BatonException {@link Reason#CONFIGURATION} if the kernel gives fewer than are needed
   */
  public static void require(ChannelDirectory directory, Geometry geometry) {
    require(directory, geometry, most().orElse(Long.MAX_VALUE));
  }

  static void require(ChannelDirectory directory, Geometry geometry, long most) {
    long needed = needed(geometry);
    if (needed > most) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "channel "
              + directory
              + ": its "
              + geometry.slots()
              + " slots take up to "
              + needed
              + " mappings of a process, the kernel gives one "
              + most,
          "sysctl -w vm.max_map_count=" + 2 * needed + ", or a channel of fewer, longer slots");
    }
  }
}
