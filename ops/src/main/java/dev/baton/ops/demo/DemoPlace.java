package dev.baton.ops.demo;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import dev.baton.store.Access;
import dev.baton.store.ChannelCreator;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.store.FreeSpace;
import dev.baton.store.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a demo happens: a directory of its own with a channel and what the services wrote.
 *
 * @param base made by us, for us alone
 */
record DemoPlace(Path base) {
  private static final String PREFIX = "baton-demo-";

  /**
   * Makes the directory and the channel in the first of the candidates that has room.
   *
   * @throws BatonException {@link Reason#CANNOT_CREATE} if none has
   */
  static DemoPlace make(Geometry geometry, int members, List<Path> candidates) throws IOException {
    long needed = ChannelCreator.spaceNeeded(geometry, members);
    for (Path candidate : candidates) {
      if (free(candidate) > needed) {
        DemoPlace place = new DemoPlace(Files.createTempDirectory(candidate, PREFIX));
        place.create(geometry);
        return place;
      }
    }
    throw new BatonException(
        Reason.CANNOT_CREATE,
        "no room for "
            + geometry
            + ": needs "
            + Sizes.human(needed)
            + ", found "
            + candidates.stream().map(DemoPlace::describe).collect(Collectors.joining(" and ")),
        "choose fewer or shorter slots");
  }

  /** Without the channel API, which would load Chronicle for this alone. */
  private void create(Geometry geometry) throws IOException {
    try {
      ChannelCreator.makeDirectory(channel(), Access.OWNER);
      // Nobody else knows of it yet: no lock.
      new ChannelCreator(channel(), geometry, Access.OWNER).create();
    } catch (BatonException refused) {
      remove();
      throw refused;
    }
  }

  /** The channel. */
  ChannelDirectory channel() {
    return new ChannelDirectory(base.resolve("channel"));
  }

  /** What a service wrote. */
  Path log(String service) {
    return base.resolve(service + ".log");
  }

  /** Removes everything. */
  void remove() throws IOException {
    ChannelRemover.removeTree(base);
  }

  /** Gives the arrays' memory back; everything else stays as evidence. */
  void removeArrays() throws IOException {
    if (Files.exists(channel().slots())) {
      ChannelRemover.removeTree(channel().slots());
    }
  }

  private static long free(Path directory) {
    try {
      return Files.isWritable(directory) ? FreeSpace.in(directory) : 0;
    } catch (IOException unknown) {
      return 0;
    }
  }

  private static String describe(Path directory) {
    return Sizes.human(free(directory)) + " free in " + directory;
  }
}
