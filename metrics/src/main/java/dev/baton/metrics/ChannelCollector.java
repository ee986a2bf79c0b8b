package dev.baton.metrics;

import dev.baton.cli.BatonVersion;
import dev.baton.error.BatonException;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot of a channel whenever somebody asks for metrics. It only reads {@code
 * control.dat}, in a mapping of its own.
 */
final class ChannelCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelCollector.class);

  private ChannelDirectory directory;
  private Predicate<String> members;
  private ControlView view;
  private Object file;

  /** From now on this channel is shown, with the counters of some of its members, by name. */
  synchronized void show(Path channel, Predicate<String> some) {
    directory = new ChannelDirectory(channel);
    members = some;
    view = null;
  }

  /** A channel that cannot be read is told, and hides nothing of what else there is. */
  @Override
  public synchronized MetricSnapshots collect() {
    Families families = new Families();
    if (directory == null) {
      addBuild(families);
      return families.snapshots();
    }
    try {
      add(families, snapshot(), members);
    } catch (IOException | BatonException | InternalError unreadable) { // cut short under us
      view = null;
      String channel = name(directory);
      LOG.warn(
          "event=metrics_without_channel channel={} why=\"{}\"", channel, unreadable.getMessage());
      families = new Families();
      addBuild(families);
      addUp(families, channel, 0);
    }
    return families.snapshots();
  }

  /** All that a snapshot tells, with the counters of some of its members, by name. */
  static void add(Families families, Snapshot snapshot, Predicate<String> some) {
    String channel = name(snapshot.directory());
    addBuild(families);
    addUp(families, channel, 1);
    new ChannelMetrics(families, channel).add(snapshot);
    new MemberMetrics(families, channel).add(snapshot, some);
  }

  private static void addBuild(Families families) {
    families.info("baton_build", "The Baton that serves these.", "version", BatonVersion.version());
  }

  private static void addUp(Families families, String channel, int up) {
    families.gauge(
        "baton_channel_up", "Whether the channel could be read.", up, "channel", channel);
  }

  /** The same for all who name the same directory. */
  private static String name(ChannelDirectory directory) {
    return directory.path().toAbsolutePath().normalize().toString();
  }

  /** The mapping is kept while the file is the same one: a new channel is another file. */
  private Snapshot snapshot() throws IOException {
    if (view == null || !key().equals(file)) {
      view = ControlView.map(directory);
      file = key();
    }
    return Snapshot.take(directory, view);
  }

  private Object key() throws IOException {
    return Files.readAttributes(
            directory.control(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
