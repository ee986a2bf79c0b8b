package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The standard output of a command, run by {@code /bin/sh -c} with nothing on its standard input.
 * It starts with the first {@link #read}; what it says on standard error goes to the log. An exit
 * code other than 0 is a failure, after all that it had written.
 */
final class ExecInput implements ByteInput {
  /** How long a command may take to leave when it is asked to. */
  private static final long GRACE_SECONDS = 2;

  private final String command;
  private Process process;
  private ProcessLog log;
  private PipeInput output;

  ExecInput(String command) {
    this.command = command;
  }

  @Override
  public String name() {
    return "exec:" + command;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (process == null) {
      start();
    }
    int count = output.read(target);
    if (count != END) {
      return count;
    }
    if (process.isAlive()) { // it may close its output long before it ends
      return 0;
    }
    if (process.exitValue() == 0) {
      return END;
    }
    if (log.mayGoOn()) { // its last words may still be on their way
      return 0;
    }
    throw failed(process.exitValue());
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder("/bin/sh", "-c", command).redirectInput(new File("/dev/null")).start();
    log = ProcessLog.of(process, command);
    output = PipeInput.of(name(), () -> Channels.newChannel(process.getInputStream()));
  }

  private BatonException failed(int code) {
    List<String> last = log.last();
    return new BatonException(
        Reason.IO,
        name()
            + ": expected exit code 0, found "
            + code
            + (last.isEmpty() ? ", without a word on standard error" : ": ")
            + String.join(" | ", last),
        "what it had written before is published; mend the command, then start again");
  }

  @Override
  public boolean seekable() {
    return false;
  }

  @Override
  public void seek(long offset) {
    if (offset != 0) {
      throw new BatonException(
          Reason.CONFIGURATION,
          name() + ": cannot go on at byte " + offset + " of what a command has written",
          "start anew under another name");
    }
  }

  @Override
  public long size() {
    return -1;
  }

  @Override
  public long consumed() {
    return output == null ? 0 : output.consumed();
  }

  /** Ends the command and all that it has started: by SIGTERM, and by SIGKILL if it takes long. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] exits =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      all.forEach(ProcessHandle::destroyForcibly);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException hurry) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
    output.close();
  }
}
