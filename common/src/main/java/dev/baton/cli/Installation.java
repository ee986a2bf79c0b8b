package dev.baton.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where Baton is installed, and where it may put what it needs for a while. */
public final class Installation {
  private Installation() {}

  /** The directory above {@code bin} and {@code lib}, as the launchers say; empty without one. */
  public static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("baton.home")).map(Path::of);
  }

  /** For temporary files. */
  public static Path temporaryDirectory() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
