package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.baton.io.SourcePosition;
import dev.baton.testing.Channels;
import java.lang.management.ManagementFactory;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is allocated for a slot. What is allocated, and is not for a slot: when an outbox rolls,
 * once in 65,536 tokens, less than {@link #ROLL_BYTES}; and for the look after the dead, twice a
 * second, less than {@link #LOOK_BYTES} for each other member.
 */
@Timeout(60)
final class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SLOTS = 10_000;
  private static final long ROLL_BYTES = 256 << 10;
  private static final long LOOK_BYTES = 8 << 10;
  private static final int TOKENS_A_FILE = 65_536;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final SourcePosition position = new SourcePosition();

  @Test
  void shouldAllocateNothingForASlot() {
    try (Channel channel = Channel.create(dir.resolve("channel"), Channels.small(4));
        Loader loader = channel.attachLoader(null, 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      handOver(loader, processor, SLOTS); // opens, maps, compiles

      long least = Long.MAX_VALUE;
      for (int window = 0; window < 20; window++) { // some of these have no look in them
        long before = THREADS.getCurrentThreadAllocatedBytes();
        handOver(loader, processor, 1000);
        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      }
      assertEquals(0, least, "bytes for 1000 slots");
    }
  }

  @Test
  void shouldAllocateLittleForALookAndARoll() {
    try (Channel channel = Channel.create(dir.resolve("channel"), Channels.small(4));
        Loader loader = channel.attachLoader(null, 1);
        Processor processor = channel.attachProcessor(null, 1)) {
      handOver(loader, processor, SLOTS);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();

      handOver(loader, processor, TOKENS_A_FILE);

      long looks = 2 * ((System.nanoTime() - start) / 500_000_000L + 1);
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      long most = 2 * 2 * ROLL_BYTES + looks * LOOK_BYTES; // two outboxes, each with its reader
      assertTrue(bytes <= most, bytes + " bytes, expected at most " + most);
    }
  }

  private void handOver(Loader loader, Processor processor, int slots) {
    for (int i = 0; i < slots; i++) {
      ClaimedSlot claimed = loader.poll();
      LongBuffer longs = claimed.array().longBuffer();
      while (longs.hasRemaining()) {
        longs.put(i);
      }
      position.offset++;
      claimed.publish(16, 16, position);
      BorrowedSlot borrowed = processor.poll();
      if (borrowed.array().longBuffer().get(15) != i || !borrowed.loader().equals("loader-1")) {
        throw new AssertionError("slot " + borrowed.id());
      }
      borrowed.release(position.offset);
    }
  }
}
