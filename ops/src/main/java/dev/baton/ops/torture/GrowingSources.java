package dev.baton.ops.torture;

import java.util.List;

/**
 * T21: as T1, but loaders read what grows meanwhile: a spool that files are moved into, a file that
 * is appended to and rotated. Each file, each line comes out once, in its order.
 */
final class GrowingSources extends Drill {
  private static final long BYTES_PER_SECOND = 1L << 20;

  /** Small enough that a file or a line's part fills none, or several. */
  private static final int MOST_SLOT_BYTES = 1 << 16;

  GrowingSources() {
    super("T21", "SIGKILL of a random member, loaders reading a spool and a growing file", 25, 1.2);
  }

  @Override
  List<Blow> blows(TortureOptions options) {
    return Schedule.of(
        options.seed(), id(), options.count(8, 300), Schedule.kills(options.shape()));
  }

  @Override
  Shape shape(TortureOptions options) {
    int slotBytes = Math.min(options.slotBytes, MOST_SLOT_BYTES);
    return new Shape(
            options.loaders,
            options.processors,
            options.slots,
            slotBytes,
            0,
            BYTES_PER_SECOND,
            List.of())
        .loading(Loading.ofWhatGrows(options.seed(), id(), options.loaders));
  }

  @Override
  void judge(TortureOptions options, Outcome outcome) {
    Kills.requireFast(options, outcome);
  }
}
