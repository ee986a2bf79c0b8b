package dev.baton.ops.metrics;

import dev.baton.cli.BatonVersion;
import dev.baton.cli.Interruption;
import dev.baton.metrics.Metrics;
import dev.baton.metrics.MetricsOptions;
import dev.baton.service.Supervisor;
import dev.baton.store.ChannelDirectory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a channel's metrics until a signal says that it is enough. */
final class MetricsService {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsService.class);
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ChannelDirectory directory;
  private final MetricsOptions options;
  private final Supervisor supervisor;

  MetricsService(ChannelDirectory directory, MetricsOptions options, Supervisor supervisor) {
    this.directory = directory;
    this.options = options;
    this.supervisor = supervisor;
  }

  void run() {
    LOG.info("event=started version={} java=\"{}\"", BatonVersion.version(), BatonVersion.java());
    Interruption interruption = Interruption.install();
    try (Metrics metrics = options.start()) {
      metrics.showAll(directory.path());
      supervisor.ready("metrics of channel " + directory);
      while (!interruption.isRequested()) {
        supervisor.alive(System.nanoTime());
        LockSupport.parkNanos(TURN_NANOS);
      }
      supervisor.stopping("metrics of channel " + directory);
      LOG.info("event=leaving why=\"a signal\"");
    }
  }
}
