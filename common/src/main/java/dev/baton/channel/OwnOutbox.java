package dev.baton.channel;

import dev.baton.exchange.Outbox;
import dev.baton.store.Access;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a member appends: one directory an incarnation, of which the last few stay. */
final class OwnOutbox {
  /** Outboxes of earlier incarnations that stay, for whoever reads the log after a death. */
  private static final int KEPT = 2;

  private OwnOutbox() {}

  /** Makes and opens that of an incarnation, and removes those that are too old. */
  static Outbox open(ChannelDirectory directory, String name, long incarnation) throws IOException {
    Path all = directory.outbox(name);
    make(directory.outboxes());
    make(all);
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(all)) {
      for (Path queue : earlier) {
        if (!isRecent(queue, incarnation)) {
          ChannelRemover.removeTree(queue);
        } else {
          Outbox.giveBackReserve(queue);
        }
      }
    }
    Path queue = directory.outbox(name, incarnation);
    try {
      return new Outbox(queue);
    } catch (IOException noRoom) { // then what earlier incarnations said is given up for it
      ChannelRemover.removeTree(all);
      make(all);
      return new Outbox(queue);
    }
  }

  private static boolean isRecent(Path queue, long incarnation) {
    String name = queue.getFileName().toString();
    return name.matches("[0-9]{6,18}")
        && Long.parseLong(name) < incarnation
        && Long.parseLong(name) >= incarnation - KEPT;
  }

  /**
   * All outboxes may have been deleted while everybody was down; others may come at the same
   * moment.
   */
  private static void make(Path directory) throws IOException {
    try {
      Access.createDirectory(directory);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw there;
      }
    }
  }
}
