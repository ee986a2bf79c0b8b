package dev.baton.ops;

import dev.baton.error.BatonException;
import dev.baton.member.MemberName;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import dev.baton.store.RecordLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is alive in a channel, by the locks alone: by lock files also where the member table is
 * damaged, by records also where lock files were removed.
 */
final class LiveMembers {
  private static final String ENDING = ".lock";

  private LiveMembers() {}

  /** The names of all members that are alive now, sorted. */
  static List<String> of(ChannelDirectory directory) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    addByFile(directory, names);
    addByRecord(directory, names);
    return List.copyOf(names);
  }

  private static void addByFile(ChannelDirectory directory, SortedSet<String> names)
      throws IOException {
    if (!Files.isDirectory(directory.members(), LinkOption.NOFOLLOW_LINKS)) {
      return;
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
  }

  private static void addByRecord(ChannelDirectory directory, SortedSet<String> names)
      throws IOException {
    List<MemberRecord> records;
    try {
      records = new MemberTable(ControlView.map(directory).words()).members();
    } catch (BatonException damaged) {
      return; // or removed: then the lock files alone tell
    }
    for (MemberRecord record : records) {
      if (RecordLock.isHeld(directory, record.index())) {
        names.add(record.isNameSound() ? record.name() : "record " + record.index());
      }
    }
  }
}
