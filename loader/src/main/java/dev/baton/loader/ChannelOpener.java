package dev.baton.loader;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.layout.Geometry;
import dev.baton.store.Access;
import java.util.Optional;

/**
 * Opens the channel a loader is to fill, or makes it, in the geometry that settings and sources ask
 * for.
 */
final class ChannelOpener {
  static final int DEFAULT_SLOTS = 8;
  static final long DEFAULT_SLOT_LENGTH = 1 << 20;

  private final LoaderSettings settings;

  ChannelOpener(LoaderSettings settings) {
    this.settings = settings;
  }

  /** What the channel's elements are, or will be if it has to be made. */
  Elements elements() {
    if (!Channel.exists(settings.channel())) {
      return new Elements(settings.dtype().orElse(Dtype.F4), settings.rowLength().orElse(1));
    }
    try (Channel channel = Channel.open(settings.channel())) {
      return new Elements(channel.geometry().dtype(), channel.geometry().rowLength());
    }
  }

  /**
   * Opens the channel, making it if there is none.
   *
   * @param sourceRow the row length that the sources have; 1 if they have no rows, -1 if they
   *     differ
   * @throws BatonException {@code CONFIGURATION} if it is not what was asked for
   */
  Channel open(int sourceRow) {
    if (sourceRow < 0) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "the sources have rows of different lengths: expected the same in all",
          "load them into channels of their own");
    }
    Channel channel =
        Channel.exists(settings.channel())
            ? Channel.open(settings.channel())
            : Channel.openOrCreate(
                settings.channel(),
                wanted(sourceRow),
                settings.group() ? Access.GROUP : Access.OWNER);
    try {
      requireAsked(channel);
      requireGroup(channel);
      requireRows(channel.geometry().rowLength(), sourceRow);
      return channel;
    } catch (BatonException refused) {
      channel.close();
      throw refused;
    }
  }

  private Geometry wanted(int sourceRow) {
    int row = settings.rowLength().orElse(sourceRow);
    long byDefault = Math.max(row, DEFAULT_SLOT_LENGTH / Math.max(1, row) * row);
    return new Geometry(
        settings.slots().orElse(DEFAULT_SLOTS),
        settings.slotLength().orElse(byDefault),
        settings.dtype().orElse(Dtype.F4),
        row);
  }

  private void requireAsked(Channel channel) {
    Geometry has = channel.geometry();
    require(channel, "--slots", settings.slots(), has.slots());
    require(channel, "--slot-length", settings.slotLength(), has.slotLength());
    require(channel, "--dtype", settings.dtype(), has.dtype());
    require(channel, "--row-length", settings.rowLength(), has.rowLength());
  }

  private void requireGroup(Channel channel) {
    if (settings.group() && channel.access() != Access.GROUP) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "channel " + channel.path() + " is its owner's alone: expected its group's, for --group",
          "leave --group out to take the channel as it is, or: baton destroy " + channel.path());
    }
  }

  private static <T> void require(Channel channel, String option, Optional<T> asked, T found) {
    if (asked.isPresent() && !asked.get().equals(found)) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "channel "
              + channel.path()
              + " has "
              + channel.geometry()
              + ": expected "
              + option
              + " "
              + asked.get()
              + ", found "
              + found,
          "leave "
              + option
              + " out to take the channel as it is, or: baton destroy "
              + channel.path());
    }
  }

  private void requireRows(int channelRow, int sourceRow) {
    if (channelRow != 1 && sourceRow != 1 && channelRow != sourceRow) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "the sources have rows of "
              + sourceRow
              + " elements, the channel "
              + settings.channel()
              + " of "
              + channelRow,
          "choose --row-length " + sourceRow + " for a channel of its own");
    }
  }
}
