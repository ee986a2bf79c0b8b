package dev.baton.ops.list;

import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The channels under some directories, which may be channels themselves. */
final class ChannelList {
  /** A channel stands directly under its base, or one directory deeper. */
  private static final int DEPTH = 2;

  private final Consumer<String> skipped;
  private final TreeSet<Path> found = new TreeSet<>();

  private ChannelList(Consumer<String> skipped) {
    this.skipped = skipped;
  }

  /**
   * Looks for them.
   *
   * @param skipped told of each directory that cannot be looked into
   * @return their directories, sorted
   */
  static List<ChannelDirectory> under(List<Path> bases, Consumer<String> skipped) {
    ChannelList list = new ChannelList(skipped);
    for (Path base : bases) {
      if (Files.isDirectory(base)) {
        list.look(base.toAbsolutePath().normalize(), DEPTH);
      }
    }
    List<ChannelDirectory> channels = new ArrayList<>();
    list.found.forEach(path -> channels.add(new ChannelDirectory(path)));
    return channels;
  }

  private void look(Path directory, int depth) {
    if (Files.isRegularFile(new ChannelDirectory(directory).control(), LinkOption.NOFOLLOW_LINKS)) {
      found.add(directory);
    } else if (depth > 0) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            look(entry, depth - 1);
          }
        }
      } catch (IOException e) {
        skipped.accept(directory + " cannot be looked into: " + e.getMessage());
      }
    }
  }
}
