package dev.baton.ops.metrics;

import dev.baton.cli.LogOptions;
import dev.baton.cli.SupervisionOptions;
import dev.baton.metrics.MetricsOptions;
import dev.baton.metrics.MetricsText;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code baton metrics}: a channel and all its members, the dead too, for Prometheus. */
@Command(
    name = "metrics",
    description = {
      "Shows a channel and the counters of all its members, the dead too, in Prometheus' text format: once on standard"
          + " output, or with --metrics-port to whoever asks, until it is stopped.",
      "It only looks, in a process of its own: services do not notice it, need no network for it, and it works when all"
          + " are dead. It may be started before the channel is there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton metrics /dev/shm/c",
      "  baton metrics /dev/shm/c --metrics-port 9464",
      "",
      "Each service serves its own counters, and those of its JVM, with the same options.",
      "What each metric says: docs/metrics.md."
    })
public final class MetricsCommand implements Callable<Integer> {
  @Mixin private ChannelArgument channel;
  @Mixin private MetricsOptions metrics;
  @Mixin private SupervisionOptions supervision;
  @Mixin private LogOptions log;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ChannelDirectory directory = channel.get();
    if (metrics.areAskedFor()) {
      log.start(false);
      new MetricsService(directory, metrics, supervision.supervisor()).run();
    } else {
      spec.commandLine().getOut().print(MetricsText.of(Snapshot.take(directory)));
    }
    return 0;
  }
}
