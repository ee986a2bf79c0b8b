package dev.baton.ops.torture;

import dev.baton.cli.Interruption;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.report.ProgressLine;
import dev.baton.store.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where torture happens, and with what: a directory of its own, the services' launchers, the user's
 * figures.
 *
 * @param base made by us, for us alone
 * @param launchers where {@code baton-loader} and {@code baton-processor} are
 * @param options the user's figures
 * @param interruption whether the user wants to stop
 * @param says takes lines for people while it goes on
 */
record Lab(
    Path base,
    Path launchers,
    TortureOptions options,
    Interruption interruption,
    Consumer<String> says,
    ProgressLine progress) {

  /** Makes the directory in the first of the candidates that has room. */
  static Path makeBase(List<Path> candidates, long needed) throws IOException {
    for (Path candidate : candidates) {
      if (Files.isWritable(candidate) && Files.getFileStore(candidate).getUsableSpace() > needed) {
        return Files.createTempDirectory(candidate, "baton-torture-");
      }
    }
    throw new BatonException(
        Reason.CANNOT_CREATE,
        "no room: needs " + Sizes.human(needed) + " in one of " + candidates,
        "give a directory with --dir, or choose smaller figures");
  }

  boolean isInterrupted() {
    return interruption.isRequested();
  }

  Line line(String name, Shape shape, long seed) throws IOException {
    return new Line(base.resolve(name), shape, launchers, seed, interruption::isRequested);
  }
}
