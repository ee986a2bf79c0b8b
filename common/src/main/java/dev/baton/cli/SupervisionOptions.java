package dev.baton.cli;

import dev.baton.cli.Notifier.Receiver;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.service.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/**
 * Who watches over a service. systemd says so in the environment; a container's health check reads
 * a file. A service takes this in with {@code @Mixin}.
 */
public final class SupervisionOptions {
  private static final long FILE_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Option(
      names = "--status-file",
      paramLabel = "FILE",
      description =
          "Say in a file how the service is, and renew it every second from the work loop: for a"
              + " health check.")
  private Optional<Path> file = Optional.empty();

  /**
   * Whoever is to be told; {@link Supervisor#NONE} if nobody is.
   *
   * @throws BatonException {@code CANNOT_CREATE} if the status file cannot be written
   */
  public Supervisor supervisor() {
    return supervisor(System.getenv());
  }

  Supervisor supervisor(Map<String, String> environment) {
    List<Receiver> receivers = new ArrayList<>();
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (!socket.isEmpty()) {
      receivers.add(notifySocket(socket));
    }
    file.ifPresent(path -> receivers.add(statusFile(path)));
    long most = file.isPresent() ? FILE_NANOS : Long.MAX_VALUE;
    return receivers.isEmpty()
        ? Supervisor.NONE
        : new Notifier(receivers, Math.min(most, watchdogNanos(environment)));
  }

  /**
   * How often systemd wants to hear: four times in the time after which it takes us for dead. The
   * variable may be meant for another process: sd_watchdog_enabled(3).
   */
  private static long watchdogNanos(Map<String, String> environment) {
    String pid = environment.getOrDefault("WATCHDOG_PID", "");
    if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      return Long.MAX_VALUE;
    }
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    return micros.matches("[1-9][0-9]{0,14}")
        ? TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros)) / 4
        : Long.MAX_VALUE;
  }

  private static NotifySocket notifySocket(String name) {
    try {
      return new NotifySocket(name);
    } catch (IllegalArgumentException e) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "NOTIFY_SOCKET " + e.getMessage(),
          "leave it to systemd to set, or unset it");
    }
  }

  private static StatusFile statusFile(Path path) {
    try {
      return new StatusFile(path);
    } catch (IOException e) {
      throw new BatonException(
          Reason.CANNOT_CREATE,
          "cannot write the status file " + path + ": " + e,
          "name a file in a directory that may be written to with --status-file",
          e);
    }
  }
}
