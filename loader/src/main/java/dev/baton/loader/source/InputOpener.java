package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Finds out what a spec's argument is (file, gzip, pipe) and refuses what cannot be read. */
final class InputOpener {
  private static final String STANDARD_INPUT = "-";

  private InputOpener() {}

  static ByteInput open(Spec spec) throws IOException {
    String argument = spec.argument();
    if (argument.isEmpty()) {
      throw spec.usage("expected a file, or - for standard input");
    }
    String compression =
        spec.choice(ByteInput.COMPRESSION, "auto", List.of("auto", "gzip", "none"));
    boolean gzip =
        compression.equals("gzip") || (compression.equals("auto") && argument.endsWith(".gz"));
    ByteInput plain =
        argument.equals(STANDARD_INPUT) ? PipeInput.standard() : openPath(spec, argument);
    return gzip ? GzipInput.open(plain) : plain;
  }

  private static ByteInput openPath(Spec spec, String argument) throws IOException {
    try {
      Path path = Path.of(argument);
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (found.isDirectory()) {
        throw refusal(argument, "is a directory, expected a file", "give a file in it", null);
      }
      if (!Files.isReadable(path)) {
        throw refusal(
            argument,
            "permission denied, expected a readable file",
            "give the user that runs this read access to it",
            null);
      }
      // Opening a named pipe waits for its writer: that is for the reading thread to do.
      return found.isRegularFile()
          ? new FileInput(argument, FileChannel.open(path, StandardOpenOption.READ))
          : PipeInput.named(path);
    } catch (InvalidPathException invalid) {
      throw spec.usage("'" + argument + "' is no path: " + invalid.getReason());
    } catch (NoSuchFileException missing) {
      throw refusal(
          argument, "no such file", "check the path; it is taken from where this runs", missing);
    } catch (FileSystemException refused) {
      String why = refused.getReason() == null ? "cannot be read" : refused.getReason();
      throw refusal(argument, why, "check the path and its permissions", refused);
    }
  }

  private static BatonException refusal(String name, String why, String hint, Throwable cause) {
    return new BatonException(Reason.NO_INPUT, name + ": " + why, hint, cause);
  }
}
