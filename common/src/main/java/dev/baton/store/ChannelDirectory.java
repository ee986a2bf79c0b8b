package dev.baton.store;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of everything in a channel's directory, and the check of who may write there. */
public final class ChannelDirectory {
  static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
   * Refuses a directory that is a symbolic link, no directory, or open to others' writing; and
   * likewise those in it.
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
    Set<PosixFilePermission> permissions = permissions(path);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new BatonException(
          Reason.PERMISSION,
          "channel "
              + path
              + " may be written to by everybody (mode "
              + PosixFilePermissions.toString(permissions)
              + "): expected owner and group alone",
          "take the right away with: chmod o-rwx " + path);
    }
    for (Path part : List.of(slots(), members(), outboxes(), setAside())) {
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        checkPart(part);
      }
    }
  }

  /** What lies in the channel is a directory of its own, and nobody else's to write to. */
  private static void checkPart(Path part) {
    if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
      String found = Files.isSymbolicLink(part) ? "a symbolic link" : "no directory";
      throw new BatonException(
          Reason.PERMISSION,
          part + " is " + found + ": expected a directory of the channel's own",
          "see who put it there: ls -l " + part);
    }
    Set<PosixFilePermission> permissions = permissions(part);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new BatonException(
          Reason.PERMISSION,
          part
              + " may be written to by everybody (mode "
              + PosixFilePermissions.toString(permissions)
              + "): expected owner and group alone",
          "take the right away with: chmod o-rwx " + part);
    }
  }

  private static Set<PosixFilePermission> permissions(Path path) {
    try {
      return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new BatonException(
          Reason.IO, "cannot read the permissions of " + path + ": " + e, "", e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
