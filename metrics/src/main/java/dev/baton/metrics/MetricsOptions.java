package dev.baton.metrics;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether and where metrics are served. A command takes this in with {@code @Mixin}. */
public final class MetricsOptions {
  private static final int MOST = 65_535;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serve metrics to Prometheus at http://127.0.0.1:PORT/metrics; 0 for any free port, which the log names"
              + " (default: none are served).")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--metrics-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "At this address and not at the loopback one, 0.0.0.0 for all: whoever reaches it reads them"
              + " (default: ${DEFAULT-VALUE}).")
  private String address = "127.0.0.1";

  /** Whether a port was given. */
  public boolean areAskedFor() {
    return port.isPresent();
  }

  /**
   * Serves them, if a port was given.
   *
   * @throws BatonException {@code TRY_AGAIN} if the port is taken, {@code PERMISSION} if this user
   *     may not have it, {@code CONFIGURATION} if the address is not one of this host, {@code
   *     USAGE} if there can be no such port or address
   */
  public Metrics start() {
    return port.isPresent() ? MetricsServer.start(socketAddress(port.get())) : Metrics.NONE;
  }

  private InetSocketAddress socketAddress(int number) {
    if (number < 0 || number > MOST) {
      throw new BatonException(
          Reason.USAGE, "--metrics-port " + number + ": expected 0 to " + MOST, "");
    }
    InetSocketAddress found = new InetSocketAddress(address, number);
    if (found.isUnresolved()) {
      throw new BatonException(
          Reason.USAGE,
          "--metrics-address " + address + ": there is no host or address of that name",
          "give an address of this host: 127.0.0.1, or 0.0.0.0 for all");
    }
    return found;
  }
}
