package dev.baton.ops.join;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Which piece of which part is which slot of which loader: 28 bytes of memory for each. */
final class Pieces {
  /** One loader's, in no order. */
  static final class OfLoader {
    private final String loader;
    private int count;
    private long[] sequences = new long[64];
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int[] parts = new int[64];

    /** Place of a sequence's piece, less the lowest sequence; -1 where there is none. */
    private int[] places;

    private long lowest = Long.MAX_VALUE;
    private long highest;

    private OfLoader(String loader) {
      this.loader = loader;
    }

    private void add(long sequence, int part, long start, long end) {
      if (count == sequences.length) {
        sequences = Arrays.copyOf(sequences, 2 * count);
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
        parts = Arrays.copyOf(parts, 2 * count);
      }
      sequences[count] = sequence;
      starts[count] = start;
      ends[count] = end;
      parts[count++] = part;
      lowest = Math.min(lowest, sequence);
      highest = Math.max(highest, sequence);
    }

    /** Puts the pieces in order; what came twice is told. */
    private void order(Doubles doubles) {
      if (highest - lowest >= count + MOST_MISSING) {
        throw new BatonException(
            Reason.BAD_DATA,
            loader
                + ": "
                + count
                + " slots are in the parts, of sequences from "
                + lowest
                + " to "
                + highest
                + ": more than "
                + MOST_MISSING
                + " are missing",
            "give all parts of this channel");
      }
      places = new int[(int) (highest - lowest + 1)];
      Arrays.fill(places, -1);
      for (int i = 0; i < count; i++) {
        int at = (int) (sequences[i] - lowest);
        // An array of no elements adds nothing, whether once or twice.
        if (places[at] >= 0 && ends[i] > starts[i]) {
          doubles.twice(loader, sequences[i], parts[places[at]], parts[i]);
        }
        places[at] = places[at] < 0 || ends[i] > starts[i] ? i : places[at];
      }
    }

    private boolean has(long sequence) {
      return Arrays.stream(sequences, 0, count).anyMatch(each -> each == sequence);
    }

    String loader() {
      return loader;
    }

    long lowest() {
      return lowest;
    }

    long highest() {
      return highest;
    }

    /** The place of a slot's piece; -1 if no part has it. */
    int place(long sequence) {
      return sequence < lowest || sequence > highest ? -1 : places[(int) (sequence - lowest)];
    }

    int part(int place) {
      return parts[place];
    }

    long start(int place) {
      return starts[place];
    }

    long end(int place) {
      return ends[place];
    }
  }

  /** Told of slots that stand in two parts, or twice in one. */
  @FunctionalInterface
  interface Doubles {
    void twice(String loader, long sequence, int part, int otherPart);
  }

  private static final long MOST_MISSING = 1_000_000;

  private final Map<String, OfLoader> loaders = new TreeMap<>();

  void add(String loader, long sequence, int part, long start, long end) {
    loaders.computeIfAbsent(loader, OfLoader::new).add(sequence, part, start, end);
  }

  /** Whether a slot was added; before they are put in order. */
  boolean has(String loader, long sequence) {
    OfLoader its = loaders.get(loader);
    return its != null && its.has(sequence);
  }

  /** Puts all in order, once all are added. */
  Map<String, OfLoader> ordered(Doubles doubles) {
    loaders.values().forEach(each -> each.order(doubles));
    return loaders;
  }
}
