package dev.baton.service;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import dev.baton.store.SlotStore;
import java.nio.file.Path;

/**
 * What an {@link InternalError} means for a user: mapped memory has no file behind it any more (a
 * bus error, which Java turns into that).
 */
public final class MappedFault {
  private MappedFault() {}

  /** The file whose size is not what it was, if it can be told, and what to do. */
  public static BatonException of(InternalError fault, Path channel) {
    ChannelDirectory directory = new ChannelDirectory(channel);
    try {
      Geometry geometry = ControlView.map(directory).geometry();
      for (int slot = 0; slot < geometry.slots(); slot++) {
        SlotStore.check(directory, geometry, slot);
      }
    } catch (BatonException damaged) {
      return new BatonException(
          Reason.IO,
          "a mapped file was cut short while it was used: " + damaged.getMessage(),
          damaged.hint(),
          fault);
    }
    return new BatonException(
        Reason.IO,
        "mapped memory of channel " + directory + " cannot be used: " + fault.getMessage(),
        "look for a full disk (df "
            + directory
            + "), a failing one (dmesg), or a token queue in outbox/ that was cut short, then start again: it goes on where it was",
        fault);
  }
}
