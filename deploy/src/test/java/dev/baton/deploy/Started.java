package dev.baton.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A running process of a test, and the files that take its output. */
record Started(Process process, Path out, Path err) {
  private static final int MOST_SECONDS = 120;

  /** Waits for its end; a process that does not come to one is killed, and fails the test. */
  Finished finished() {
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            process.info() + " runs on after " + MOST_SECONDS + " s\n" + outcome(-1));
      }
      return outcome(process.exitValue());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted while " + process.info() + " ran", e);
    }
  }

  private Finished outcome(int exit) {
    try {
      Finished finished =
          new Finished(exit, Files.readString(out), Files.readString(err), process.pid());
      Files.delete(out);
      Files.delete(err);
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
