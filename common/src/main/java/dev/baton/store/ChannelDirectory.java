package dev.baton.store;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of everything in a channel's directory, and the check of who may write there. */
public final class ChannelDirectory {
  private final Path path;

  /** The channel at {@code path}, which need not exist. */
  public ChannelDirectory(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /** The directory itself, absolute. */
  public Path path() {
    return path;
  }

  /** Header, member table and slot headers. */
  public Path control() {
    return path.resolve("control.dat");
  }

  /** Held, for a moment, by whoever creates the channel, attaches to it or destroys it. */
  public Path attachLock() {
    return path.resolve("attach.lock");
  }

  /** The arrays. */
  public Path slots() {
    return path.resolve("slots");
  }

  /** One array. */
  public Path slot(int slot) {
    return slots().resolve(String.format(Locale.ROOT, "%04d.npy", slot));
  }

  /** Arrays that no processor could digest, each with its story. */
  public Path setAside() {
    return path.resolve("set-aside");
  }

  /** The members' locks. */
  public Path members() {
    return path.resolve("members");
  }

  /** Held for as long as the member lives. */
  public Path memberLock(String name) {
    return members().resolve(name + ".lock");
  }

  /** The token queues. */
  public Path outboxes() {
    return path.resolve("outbox");
  }

  /** The token queues of one member, one directory an incarnation. */
  public Path outbox(String name) {
    return outboxes().resolve(name);
  }

  /** The token queue of one incarnation of a member. */
  public Path outbox(String name, long incarnation) {
    return outbox(name).resolve(String.format(Locale.ROOT, "%06d", incarnation));
  }

  /** Whether there is anything where the channel should be. */
  public boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Refuses a directory that is a symbolic link, no directory, or open to others' writing, be they
   * everybody or a group that the channel was not made for; and likewise those in it.
   *
   * @throws BatonException {@link Reason#NO_INPUT} or {@link Reason#PERMISSION}
   */
  public void check() {
    if (!exists()) {
      throw new BatonException(
          Reason.NO_INPUT,
          "no channel at " + path + ": the directory does not exist",
          "create it with: baton create " + path);
    }
    if (Files.isSymbolicLink(path)) {
      throw new BatonException(
          Reason.PERMISSION,
          "channel " + path + " is a symbolic link: expected a directory",
          "name the directory itself");
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BatonException(
          Reason.NO_INPUT, "channel " + path + " is not a directory", "name a channel's directory");
    }
    if (!Files.isExecutable(path)) {
      throw new BatonException(
          Reason.PERMISSION,
          "channel " + path + " cannot be looked into: permission denied",
          "run as the channel's owner, or in its group if it was made with --group");
    }
    checkOthers("channel ", path);
    Access access = Access.of(mode(path));
    if (Files.isRegularFile(control(), LinkOption.NOFOLLOW_LINKS)) {
      checkOthers("", control());
      checkGroup(access);
    }
    for (Path part : List.of(slots(), members(), outboxes(), setAside())) {
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        checkPart(part, access);
      }
    }
  }

  /**
   * Whether a channel may just be on its way here: a directory that we may not look into, or not
   * yet, since its mode is given to it after it was made, and in which no directory lies. That is
   * told by its links, where the file system counts them ({@code inode(7)}); unsure means no.
   */
  public boolean isBare() {
    try {
      return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          && !Files.isExecutable(path)
          && (int) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 2;
    } catch (NoSuchFileException removed) {
      return false;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The directory is its group's exactly if the channel was made for the group. */
  private void checkGroup(Access access) {
    Access made = Access.of(mode(control()));
    if (access == Access.GROUP && made == Access.OWNER) {
      throw new BatonException(
          Reason.PERMISSION,
          "channel "
              + path
              + " may be written to by its group"
              + shown(path)
              + ": expected owner alone, as it was made without --group",
          "take the right away with: chmod g-rwxs " + path);
    }
    if (access == Access.OWNER && made == Access.GROUP) {
      throw new BatonException(
          Reason.PERMISSION,
          "channel "
              + path
              + " may not be written to by its group"
              + shown(path)
              + ": expected owner and group, as it was made with --group",
          "give the right back with: chmod 2770 " + path);
    }
    if (access == Access.GROUP && (mode(path) & Access.SET_GROUP_ID) == 0) {
      throw new BatonException(
          Reason.PERMISSION,
          "channel "
              + path
              + " is its group's without the set-group-ID bit: what one member makes there would"
              + " not be the others' to use",
          "set it with: chmod g+s " + path);
    }
  }

  /** What lies in the channel is a directory of its own, and nobody else's to write to. */
  private static void checkPart(Path part, Access channel) {
    if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
      String found = Files.isSymbolicLink(part) ? "a symbolic link" : "no directory";
      throw new BatonException(
          Reason.PERMISSION,
          part + " is " + found + ": expected a directory of the channel's own",
          "see who put it there: ls -l " + part);
    }
    checkOthers("", part);
    if (channel == Access.OWNER && Access.of(mode(part)) == Access.GROUP) {
      throw new BatonException(
          Reason.PERMISSION,
          part
              + " may be written to by its group"
              + shown(part)
              + ", the channel's directory may not: expected owner alone",
          "take the right away with: chmod g-rwxs " + part);
    }
  }

  private static void checkOthers(String what, Path path) {
    if ((mode(path) & Access.OTHERS_WRITE) != 0) {
      throw new BatonException(
          Reason.PERMISSION,
          what
              + path
              + " may be written to by everybody"
              + shown(path)
              + ": expected owner and group alone",
          "take the right away with: chmod o-rwx " + path);
    }
  }

  private static String shown(Path path) {
    try {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      return " (mode " + PosixFilePermissions.toString(permissions) + ")";
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static int mode(Path path) {
    try {
      return Access.mode(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static BatonException unreadable(Path path, IOException e) {
    return new BatonException(Reason.IO, "cannot read the mode of " + path + ": " + e, "", e);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
