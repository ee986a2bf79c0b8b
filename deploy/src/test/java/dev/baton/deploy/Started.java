package dev.baton.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A running process of a test, and the files that take its output.
 *
 * @param startedNanos when it was started, on the monotonic clock
 * @param temporary whether its outputs go with it
 */
record Started(
    Process process, long startedNanos, List<String> words, Path out, Path err, boolean temporary) {
  private static final Duration MOST = Duration.ofMinutes(2);

  /** Waits for its end; a process that does not come to one is killed, and fails the test. */
  Finished finished() {
    return finishedWithin(MOST);
  }

  /** As {@link #finished()}, within a time. */
  Finished finishedWithin(Duration most) {
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(this + " runs on after " + most + "\n" + outcome(-1));
      }
      return outcome(process.exitValue());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted while " + this + " ran", e);
    }
  }

  /** Waits until something is so; the process must not end before. */
  Started await(String what, BooleanSupplier condition) {
    Patience.until(what + ", by " + this, () -> condition.getAsBoolean() || !process.isAlive());
    if (!condition.getAsBoolean()) {
      throw new AssertionError("waited for " + what + ", but " + this + " ended: " + finished());
    }
    return this;
  }

  /** Waits until it has written something to standard output. */
  Started awaitOut(String text) {
    return await("'" + text + "' on standard output", () -> read(out).contains(text));
  }

  /** Kills it, unless it has ended by itself. */
  Finished kill() {
    process.destroyForcibly();
    return finished();
  }

  /** Sends a signal: {@code TERM}. */
  void signal(String name) {
    Launch kill = new Launch(Path.of("/bin/sh"), "-c", "kill -" + name + " " + process.pid());
    if (kill.run().exit() != 0) {
      throw new AssertionError("SIG" + name + " cannot be sent to " + this);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", words) + " (process " + process.pid() + ")";
  }

  private Finished outcome(int exit) {
    Finished finished = new Finished(exit, read(out), read(err), process.pid());
    if (temporary) {
      try {
        Files.delete(out);
        Files.delete(err);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return finished;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8); // binary data, too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
