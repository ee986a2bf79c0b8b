package dev.baton.cli;

import dev.baton.logging.LogFile;
import dev.baton.logging.LogFormat;
import dev.baton.logging.LogLevel;
import dev.baton.logging.Logging;
import dev.baton.report.TerminalStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options about a service's log. A service takes them in with {@code @Mixin}. */
public final class LogOptions {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text: key=value pairs; json: an object a line. Default: ${DEFAULT-VALUE}.")
  private LogFormat format;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warn, info, debug or trace. Default: ${DEFAULT-VALUE}.")
  private LogLevel level;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "Log to a file and not to standard output. It is renamed when it is full; tail -F"
              + " follows it.")
  private Path file;

  @Option(
      names = "--log-file-size",
      paramLabel = "SIZE",
      defaultValue = "16MB",
      converter = Converters.Size.class,
      description = "Rename the log file at this size. Default: ${DEFAULT-VALUE}.")
  private long fileSize;

  @Option(
      names = "--log-file-days",
      paramLabel = "N",
      defaultValue = "14",
      description = "Remove renamed log files after so many days. Default: ${DEFAULT-VALUE}.")
  private int fileDays;

  @Option(
      names = "--log-file-total",
      paramLabel = "SIZE",
      defaultValue = "128MB",
      converter = Converters.Size.class,
      description =
          "Remove the oldest of them above this size together. Default: ${DEFAULT-VALUE}.")
  private long fileTotal;

  /**
   * Starts logging as the options say.
   *
   * @param outputIsTaken whether standard output carries data, so that the log goes to standard
   *     error
   */
  public void start(boolean outputIsTaken) {
    if (file != null) {
      Logging.of(format, level, true).startOn(new LogFile(file, fileSize, fileDays, fileTotal));
      return;
    }
    boolean journal = isJournal(outputIsTaken ? STANDARD_ERROR : STANDARD_OUTPUT);
    Logging.of(format, level, !journal)
        .startOn(outputIsTaken ? TerminalStream.standardError() : TerminalStream.standardOutput());
  }

  /**
   * Whether a descriptor leads to journald. systemd says in JOURNAL_STREAM which device and inode
   * that is, since standard output may have been redirected since: systemd.exec(5).
   */
  private static boolean isJournal(int descriptor) {
    String stream = System.getenv("JOURNAL_STREAM");
    if (stream == null) {
      return false;
    }
    Path open = Path.of("/proc/self/fd/" + descriptor);
    try {
      var device = Files.getAttribute(open, "unix:dev");
      return stream.equals(device + ":" + Files.getAttribute(open, "unix:ino"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return false;
    }
  }
}
