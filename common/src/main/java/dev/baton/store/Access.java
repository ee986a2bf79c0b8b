package dev.baton.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may use a channel: its owner alone, or its group too. The mode of the channel's directory
 * says which, and what is made in it, now or later, by whom and under whatever umask, follows the
 * directory that it lies in.
 */
public enum Access {
  /** Directories 0700, files 0600. */
  OWNER(0700, 0600),

  /**
   * Directories 2770, files 0660: the set-group-ID bit makes what any member makes the group's,
   * whatever that member's own first group is.
   */
  GROUP(02770, 0660);

  /** Until it has the mode that it should have, nobody else gets at it. */
  static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static final int SET_GROUP_ID = 02000;
  static final int GROUP_WRITE = 0020;
  static final int OTHERS_WRITE = 0002;
  private static final String MODE = "unix:mode"; // the only view with the set-group-ID bit
  private static final int PERMISSIONS = 07777;

  private final int directoryMode;
  private final int fileMode;

  Access(int directoryMode, int fileMode) {
    this.directoryMode = directoryMode;
    this.fileMode = fileMode;
  }

  /** What a file's or a directory's mode says. */
  public static Access of(Path path) throws IOException {
    return of(mode(path));
  }

  static Access of(int mode) {
    return (mode & GROUP_WRITE) == 0 ? OWNER : GROUP;
  }

  /** Permission bits, with the set-group-ID bit. A link's are its own. */
  static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
  }

  /** Makes a directory, which follows the one it lies in. */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, OWNER_DIRECTORY);
    inherit(directory);
  }

  /** Makes and opens a file that must not exist; it follows the directory it lies in. */
  static FileChannel createFile(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            OWNER_FILE);
    try {
      inherit(file);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Gives what this process has just made the mode that goes with the directory it lies in. Opens
   * and closes it: no lock of this process may stand on it yet.
   */
  public static void inherit(Path made) throws IOException {
    of(made.getParent()).giveTo(made);
  }

  /** Sets the mode, unless it is that already: then it need not be ours. */
  void giveTo(Path path) throws IOException {
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    int wanted = directory ? directoryMode : fileMode;
    if (mode(path) != wanted) {
      Files.setAttribute(path, MODE, wanted, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
