package dev.baton.metrics;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics over HTTP: of a channel, of this JVM, of this process. They are read when somebody
 * asks for them, on the server's threads; a work loop never hears of it.
 */
final class MetricsServer implements Metrics {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

  private final ChannelCollector collector;
  private final HTTPServer server;

  private MetricsServer(ChannelCollector collector, HTTPServer server) {
    this.collector = collector;
    this.server = server;
  }

  /** Starts one, which shows no channel yet. */
  static MetricsServer start(InetSocketAddress address) {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    ChannelCollector collector = new ChannelCollector();
    registry.register(collector);
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(address.getAddress())
              .port(address.getPort())
              .registry(registry)
              .registerHealthHandler(false) // baton health tells how a channel is; this would not
              .buildAndStart();
      LOG.info(
          "event=metrics url=http://{}:{}/metrics",
          address.getAddress().getHostAddress(),
          server.getPort());
      return new MetricsServer(collector, server);
    } catch (IOException e) {
      throw refusal(address, e);
    }
  }

  /** Where it listens. */
  int port() {
    return server.getPort();
  }

  @Override
  public void show(Path channel, String member) {
    collector.show(channel, name -> name.equals(member));
  }

  @Override
  public void showAll(Path channel) {
    collector.show(channel, name -> true);
  }

  @Override
  public void close() {
    server.stop();
  }

  /** What the kernel answered, by its own words: Java has one exception for all of them. */
  private static BatonException refusal(InetSocketAddress address, IOException failed) {
    String where = address.getAddress().getHostAddress() + ":" + address.getPort();
    String why = String.valueOf(failed.getMessage());
    if (why.contains("in use")) {
      return new BatonException(
          Reason.TRY_AGAIN,
          "metrics cannot be served at " + where + ": another process listens there",
          "see which with: ss -ltnp 'sport = :"
              + address.getPort()
              + "'; choose another --metrics-port, or 0 for any",
          failed);
    }
    if (why.contains("Permission denied")) {
      return new BatonException(
          Reason.PERMISSION,
          "metrics cannot be served at " + where + ": permission denied",
          "choose a --metrics-port from 1024 on",
          failed);
    }
    if (why.contains("Cannot assign")) {
      return new BatonException(
          Reason.CONFIGURATION,
          "metrics cannot be served at " + where + ": this host does not have that address",
          "choose one that 'ip address' lists as --metrics-address",
          failed);
    }
    return new BatonException(
        Reason.UNAVAILABLE,
        "metrics cannot be served at " + where + ": " + why,
        "a hardened service may be without any network: see docs/services.md",
        failed);
  }
}
