package dev.baton.store;

import dev.baton.crash.CrashPoint;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Removes a channel's files, and nothing else. Follows no symbolic link. */
public final class ChannelRemover {
  private static final Set<String> NAMES =
      Set.of(
          "control.dat",
          "control.dat.new",
          "attach.lock",
          "slots",
          "members",
          "outbox",
          "set-aside");

  private ChannelRemover() {}

  /** Whether an entry of the directory belongs to a channel; {@code lost+found} does no harm. */
  static boolean isOurs(ChannelDirectory directory, Path entry) {
    String name = entry.getFileName().toString();
    return entry.getParent().equals(directory.path())
        && (NAMES.contains(name) || name.equals("lost+found"));
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether there is a channel in the directory, or what a creator who died has left. */
  public static boolean isChannel(ChannelDirectory directory) {
    return Files.exists(directory.control(), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(directory.attachLock(), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Removes everything but the attach lock, which the caller holds. {@code control.dat} goes first:
   * no half channel.
   */
  public static void removeContents(ChannelDirectory directory) throws IOException {
    Files.deleteIfExists(directory.control());
    CrashPoint.DESTROY_CONTROL_REMOVED.reached();
    for (String name : NAMES) {
      Path entry = directory.path().resolve(name);
      if (!entry.equals(directory.attachLock()) && Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
        removeTree(entry);
      }
    }
    CrashPoint.DESTROY_CONTENTS_REMOVED.reached();
  }

  /**
   * Removes the lock, and the directory if it is empty then and can be removed: a mount point
   * stays.
   */
  public static void removeDirectory(ChannelDirectory directory) throws IOException {
    Files.deleteIfExists(directory.attachLock());
    CrashPoint.DESTROY_UNLOCKED.reached();
    try (var entries = Files.list(directory.path())) {
      if (entries.findAny().isPresent()) {
        return;
      }
    }
    Path parent = directory.path().getParent();
    boolean mountPoint = parent != null && !device(parent).equals(device(directory.path()));
    if (!mountPoint) {
      Files.delete(directory.path());
    }
  }

  /** Removes a directory and all below it. */
  public static void removeTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
