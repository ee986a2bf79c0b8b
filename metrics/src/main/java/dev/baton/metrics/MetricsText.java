package dev.baton.metrics;

import dev.baton.snapshot.Snapshot;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Metrics of a snapshot in Prometheus' text format, for whoever wants no server. */
public final class MetricsText {
  private MetricsText() {}

  /** Those of a channel and of all its members; none of this JVM. */
  public static String of(Snapshot snapshot) {
    Families families = new Families();
    ChannelCollector.add(families, snapshot, member -> true);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(text, families.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException impossible) { // memory is written to
      throw new AssertionError(impossible);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
