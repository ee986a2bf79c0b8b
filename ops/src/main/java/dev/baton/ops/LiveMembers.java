package dev.baton.ops;

import dev.baton.member.MemberName;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Who is alive in a channel, by the locks alone: also where the member table is damaged. */
final class LiveMembers {
  private static final String ENDING = ".lock";

  private LiveMembers() {}

  /** The names of all members that are alive now, sorted. */
  static List<String> of(ChannelDirectory directory) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    if (!Files.isDirectory(directory.members())) {
      return List.of();
    }
    try (DirectoryStream<Path> locks =
        Files.newDirectoryStream(directory.members(), "*" + ENDING)) {
      for (Path lock : locks) {
        String file = lock.getFileName().toString();
        String name = file.substring(0, file.length() - ENDING.length());
        if (MemberName.isAlive(directory, name)) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }
}
