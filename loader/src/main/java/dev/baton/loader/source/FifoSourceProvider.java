package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * {@code fifo:PATH}: what writers put into a named pipe, one writer after the other, for ever. Each
 * writer's bytes are an input of their own, with a head of its own if there is one.
 */
public final class FifoSourceProvider implements SourceProvider {
  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_FIFO = 0010000;

  @Override
  public String kind() {
    return "fifo";
  }

  @Override
  public String help() {
    return "fifo:PATH?" + StreamKind.HELP + "  what writers put into a named pipe, for ever";
  }

  @Override
  public Source open(Spec spec, Elements elements) throws IOException {
    StreamKind kind = StreamKind.of(spec, elements);
    Path path = pipe(spec);
    return new FifoSource(PipeInput.served(path), kind, elements);
  }

  private static Path pipe(Spec spec) throws IOException {
    try {
      Path path = Path.of(spec.argument());
      int mode = (int) Files.getAttribute(path, "unix:mode");
      if ((mode & TYPE_MASK) != TYPE_FIFO) {
        throw refusal(path, "is no named pipe", "give another path, or a source of another kind");
      }
      if (!Files.isReadable(path)) {
        throw refusal(path, "permission denied", "give the user that runs this read access to it");
      }
      return path;
    } catch (InvalidPathException invalid) {
      throw spec.usage("'" + spec.argument() + "' is no path: " + invalid.getReason());
    } catch (NoSuchFileException missing) {
      throw refusal(Path.of(spec.argument()), "no such file", "mkfifo " + spec.argument());
    }
  }

  private static BatonException refusal(Path path, String found, String hint) {
    return new BatonException(
        Reason.NO_INPUT, path + ": " + found + ", expected a named pipe that can be read", hint);
  }
}
