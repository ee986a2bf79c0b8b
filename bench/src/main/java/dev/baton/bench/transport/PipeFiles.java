package dev.baton.bench.transport;

import com.sun.jna.Function;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Two named pipes, of the largest size that anybody may have without asking. */
final class PipeFiles {
  static final String THERE = "there";
  static final String BACK = "back";

  private static final int BYTES = 1 << 20;
  private static final int O_RDWR = 2;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int MODE = 0600;
  private static final long LOOK_NANOS = 1_000_000;

  private PipeFiles() {}

  /** Makes a pipe. Whoever made it keeps it open, so that its size stays. */
  static void make(Path pipe) {
    call("mkfifo", pipe.toString(), MODE);
    int descriptor = call("open", pipe.toString(), O_RDWR);
    call("fcntl", descriptor, F_SETPIPE_SZ, BYTES);
  }

  /** Opens a pipe as soon as it is there. */
  static FileChannel open(Path pipe, OpenOption how) {
    while (!Files.exists(pipe)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    try {
      return FileChannel.open(pipe, how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int call(String function, Object... arguments) {
    int result = Function.getFunction("c", function).invokeInt(arguments);
    if (result < 0) {
      throw new IllegalStateException(function + " failed");
    }
    return result;
  }
}
