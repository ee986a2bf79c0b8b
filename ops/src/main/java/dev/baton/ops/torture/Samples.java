package dev.baton.ops.torture;

import dev.baton.report.Figures;
import java.util.Arrays;
import java.util.Map;

/** Durations, every one kept, so that a percentile is one that was measured. */
final class Samples {
  private long[] nanos = new long[64];
  private int count;

  void add(long sample) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = sample;
  }

  int count() {
    return count;
  }

  /** The sample that so large a part of them does not exceed; 0 without samples. */
  long percentile(double part) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(part * count) - 1)];
  }

  long max() {
    return percentile(1);
  }

  void into(Map<String, Object> fields, String name) {
    if (count > 0) {
      fields.put(name + "_count", count);
      fields.put(name + "_p50_ms", millis(percentile(0.5)));
      fields.put(name + "_p99_ms", millis(percentile(0.99)));
      fields.put(name + "_max_ms", millis(max()));
    }
  }

  /** {@code 12 ms / 700 ms / 1.0 s}: p50, p99, max. */
  @Override
  public String toString() {
    return count == 0
        ? ""
        : Figures.duration(percentile(0.5))
            + " / "
            + Figures.duration(percentile(0.99))
            + " / "
            + Figures.duration(max());
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }
}
