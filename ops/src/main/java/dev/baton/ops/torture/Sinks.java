package dev.baton.ops.torture;

import java.util.List;

/**
 * What the processors of a line write to.
 *
 * @param kind of the sinks' specs
 * @param options of the processors' command lines
 */
record Sinks(String kind, List<String> options) {
  /**
   * Take everything. Who is killed often enough at random would set a good slot aside, hence the
   * many attempts.
   */
  static final Sinks RAW = new Sinks("raw", List.of("--max-attempts", "15"));

  Sinks {
    options = List.copyOf(options);
  }
}
