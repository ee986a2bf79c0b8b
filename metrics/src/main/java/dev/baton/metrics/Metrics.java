package dev.baton.metrics;

import java.nio.file.Path;

/** Where a process shows what Prometheus is to know. Safe for several threads. */
public interface Metrics extends AutoCloseable {
  /** Nobody asked for any. */
  Metrics NONE = new Metrics() {};

  /**
   * From now on a channel is shown: as a whole, with the counters of one member of it.
   *
   * @param channel the channel's directory
   * @param member the member that this process is
   */
  default void show(Path channel, String member) {}

  /** From now on a channel is shown, with the counters of all its members. */
  default void showAll(Path channel) {}

  @Override
  default void close() {}
}
