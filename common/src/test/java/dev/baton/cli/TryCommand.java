package dev.baton.cli;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.logging.LogFormat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command for the tests, also as a process. */
@Command(name = "baton-try", description = "Tries what all commands have in common.")
final class TryCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--channel", paramLabel = "DIR", required = true)
  Path channel;

  @Option(names = "--slot-length", defaultValue = "8")
  long slotLength;

  @Option(names = "--dtype")
  Optional<Dtype> dtype = Optional.empty();

  @Option(names = "--log-format")
  LogFormat logFormat;

  @Option(names = "--stay")
  boolean stay;

  @Option(names = "--bail-on-error", negatable = true, defaultValue = "true")
  boolean bailOnError;

  @Option(names = "--source", paramLabel = "SPEC", arity = "1..*")
  List<String> sources = List.of();

  @Parameters(arity = "0..1", defaultValue = "none")
  String what;

  /** Runs the command, and ends the process. */
  public static void main(String... arguments) {
    CommandRunner.main(new TryCommand(), arguments);
  }

  @Override
  public Integer call() throws IOException {
    switch (what) {
      case "refuse" ->
          throw new BatonException(Reason.BAD_DATA, "found 7, expected 8\nin x", "mend x");
      case "misuse" -> throw new BatonException(Reason.USAGE, "--step 0: expected at least 1", "");
      case "missing" -> throw new NoSuchFileException("/x/y");
      case "defect" -> throw new IllegalStateException("oh");
      case "memory" -> throw new OutOfMemoryError("no more");
      case "leave" -> leave(Interruption.install());
      case "stick" -> stick(Interruption.install());
      default -> {}
    }
    return 0;
  }

  private static void leave(Interruption interruption) {
    System.out.println("ready");
    while (!interruption.isRequested()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    System.out.println("left after " + interruption.signal().orElseThrow());
  }

  /** Never leaves. */
  private static void stick(Interruption interruption) {
    System.out.println("ready");
    while (!interruption.isRequested()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    System.out.println("stuck");
    while (true) {
      LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
    }
  }
}
