package dev.baton.ops.torture;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The figures of a torture run. Written to by picocli. */
final class TortureOptions {
  private static final long LOADER_BYTES_PER_SECOND = 8L << 20;

  @Option(
      names = "--full",
      description = "The full figures, which take hours; without it those of a smoke run.")
  boolean full;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "How many blows each of the tests chosen strikes, instead.")
  Optional<Integer> kills = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long the soak (T14) takes, instead.")
  Optional<Integer> seconds = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same schedule (default: a new one, which is printed).")
  Optional<Long> givenSeed = Optional.empty();

  @Option(
      names = "--loaders",
      paramLabel = "N",
      defaultValue = "2",
      description = "Loader processes of a line (default: ${DEFAULT-VALUE}).")
  int loaders = 2;

  @Option(
      names = "--processors",
      paramLabel = "M",
      defaultValue = "3",
      description = "Processor processes of a line (default: ${DEFAULT-VALUE}).")
  int processors = 3;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "16",
      description = "Slots of a channel (default: ${DEFAULT-VALUE}).")
  int slots = 16;

  @Option(
      names = "--slot-bytes",
      paramLabel = "N",
      defaultValue = "1048576",
      description = "Bytes of a slot (default: ${DEFAULT-VALUE}).")
  int slotBytes = 1 << 20;

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "Channels that are tortured side by side (default: 1; 2 with --full).")
  Optional<Integer> givenLines = Optional.empty();

  private final long newSeed = System.nanoTime() & 0xFFFF_FFFFL;

  long seed() {
    return givenSeed.orElse(newSeed);
  }

  int lines() {
    return givenLines.orElse(full ? 2 : 1);
  }

  /** How often something is done. */
  int count(int smoke, int all) {
    return kills.orElse(full ? all : smoke);
  }

  Shape shape() {
    return new Shape(loaders, processors, slots, slotBytes, 0, LOADER_BYTES_PER_SECOND, List.of());
  }

  /**
   * Refuses figures that make no sense.
   *
   * @throws BatonException {@code USAGE}
   */
  void check() {
    require("--loaders", loaders, 1, 32);
    require("--processors", processors, 1, 32);
    require("--slots", slots, 2, 4_096);
    require("--slot-bytes", slotBytes, 4_096, 1 << 30);
    require("--lines", lines(), 1, 16);
    require("--kills", kills.orElse(1), 1, 1_000_000);
    require("--seconds", seconds.orElse(10), 10, 1_000_000);
    if (slotBytes % Shape.ITEM_BYTES != 0) {
      throw new BatonException(
          Reason.USAGE, "--slot-bytes " + slotBytes + ": expected a multiple of 4", "");
    }
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BatonException(
          Reason.USAGE, option + " " + value + ": expected " + least + " to " + most, "");
    }
  }
}
