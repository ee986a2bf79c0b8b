package dev.baton.bench.transport;

import dev.baton.bench.run.Serving;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * What memory gives one process that hands nothing over: {@code fill N SLOTS} fills N arrays,
 * {@code sum N SLOTS} sums N arrays up, in turn as many as a channel has slots.
 */
public final class MemorySide {
  private final ByteBuffer[] arrays;

  private MemorySide(int bytes, int slots) {
    arrays = new ByteBuffer[slots];
    for (int i = 0; i < slots; i++) {
      arrays[i] = ByteChannels.buffer(bytes);
      Numbers.fill(arrays[i], 0);
    }
  }

  /** Bytes of an array, and how many there are at most. */
  public static void main(String... arguments) throws Exception {
    Numbers.warmUp();
    MemorySide side =
        new MemorySide(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    Serving.until(side::run);
  }

  private Map<String, Double> run(String[] command) {
    int count = Integer.parseInt(command[1]);
    int slots = Integer.parseInt(command[2]);
    boolean fills = command[0].equals("fill");
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      ByteBuffer array = arrays[i % slots];
      if (fills) {
        Numbers.fill(array, i);
      } else {
        sum += Numbers.sum(array);
      }
    }
    return Map.of("seconds", (System.nanoTime() - start) / 1e9, "sum", (double) sum);
  }
}
