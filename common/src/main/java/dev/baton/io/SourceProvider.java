package dev.baton.io;

import java.io.IOException;
import java.util.Set;

/**
 * Makes the sources of one kind; found by {@link java.util.ServiceLoader}. A provider has a public
 * constructor without parameters and a line in {@code
 * META-INF/services/dev.baton.io.SourceProvider}.
 */
public interface SourceProvider {
  /** The kind's name in a spec, {@code [a-z][a-z0-9-]*}. */
  String kind();

  /** File name endings, with the dot, whose bare paths mean this kind. */
  default Set<String> endings() {
    return Set.of();
  }

  /** One line for {@code --help}: the argument and the keys. */
  String help();

  /**
   * Opens a source. Refuses at once what can be told without waiting: a missing or unreadable file,
   * a malformed header, an unknown key. Allocates large buffers only when first filled from, as all
   * sources of a loader are opened at start.
   *
   * @throws IOException if reading fails
   * @throws dev.baton.error.BatonException if the spec is wrong or the input is refused
   */
  Source open(Spec spec, Elements elements) throws IOException;

  /**
   * Opens a source that reads its files as other kinds do. The others need not override this.
   *
   * @param kinds all kinds of source that there are
   * @throws IOException as {@link #open(Spec, Elements)}
   */
  default Source open(Spec spec, Elements elements, Kinds<SourceProvider> kinds)
      throws IOException {
    return open(spec, elements);
  }
}
