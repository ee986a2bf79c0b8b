package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * {@code tail:FILE}: a file that grows, for ever, also when it is rotated or truncated, as {@code
 * tail -F} follows it; from its beginning.
 */
public final class TailSourceProvider implements SourceProvider {
  @Override
  public String kind() {
    return "tail";
  }

  @Override
  public String help() {
    return "tail:FILE?" + StreamKind.HELP + "  a file that grows, and is rotated or truncated";
  }

  @Override
  public Source open(Spec spec, Elements elements) {
    StreamKind kind = StreamKind.of(spec, elements);
    return new TailSource(new TailedFiles(file(spec)), kind, elements);
  }

  private static Path file(Spec spec) {
    try {
      Path path = Path.of(spec.argument()).toAbsolutePath();
      if (spec.argument().isEmpty() || path.getFileName() == null) {
        throw spec.usage("expected a file");
      }
      if (!Files.isDirectory(path.getParent())) {
        throw refusal(path, "its directory does not exist", "mkdir -p " + path.getParent());
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw refusal(path, "is no regular file", "fifo: reads a named pipe, spool: a directory");
      }
      if (Files.exists(path) && !Files.isReadable(path)) {
        throw refusal(path, "permission denied", "give the user that runs this read access to it");
      }
      return path;
    } catch (InvalidPathException invalid) {
      throw spec.usage("'" + spec.argument() + "' is no path: " + invalid.getReason());
    }
  }

  private static BatonException refusal(Path path, String found, String hint) {
    return new BatonException(
        Reason.NO_INPUT, path + ": " + found + ", expected a file that grows, or none yet", hint);
  }
}
