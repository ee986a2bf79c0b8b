package dev.baton.io;

import java.io.IOException;
import java.util.Set;

/**
 * Makes the sinks of one kind; found by {@link java.util.ServiceLoader}. A provider has a public
 * constructor without parameters and a line in {@code META-INF/services/dev.baton.io.SinkProvider}.
 */
public interface SinkProvider {
  /** The kind's name in a spec, {@code [a-z][a-z0-9-]*}. */
  String kind();

  /** File name endings, with the dot, whose bare paths mean this kind. */
  default Set<String> endings() {
    return Set.of();
  }

  /** One line for {@code --help}: the argument and the keys. */
  String help();

  /**
   * Checks what can be told before the channel is known: the keys and the argument. Touches no
   * file.
   *
   * @throws dev.baton.error.BatonException if the spec is wrong
   */
  void check(Spec spec);

  /** Whether this sink writes to standard output, so that a log must not. */
  default boolean takesStandardOutput(Spec spec) {
    return spec.argument().equals("-");
  }

  /**
   * Opens a sink.
   *
   * @param position 0 to begin anew, replacing what a file holds; otherwise go on behind the first
   *     {@code position} bytes of output, cutting off the rest
   * @throws IOException if the output cannot be opened
   * @throws dev.baton.error.BatonException if the spec is wrong, or the output is shorter than
   *     {@code position}
   */
  Sink open(Spec spec, Elements elements, long position) throws IOException;
}
