package dev.baton.member;

import dev.baton.error.BatonException;
import dev.baton.store.Access;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.KernelLock;
import dev.baton.store.RecordLock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What shows that a member lives: two locks of the kernel's, on the lock file of its name and on
 * its record in {@code control.dat}. Either alone shows it. Whoever takes a name, or slots from the
 * dead, takes both: so a lock file that was removed, or replaced by another, makes nobody dead who
 * is alive, and does not keep the dead from coming back.
 *
 * <p>Both are taken under the attach lock only, the file's first.
 */
public final class MemberLock implements AutoCloseable {
  /** A class of its own: whoever only asks who is alive loads no logging. */
  private static final class Log {
    private static final Logger LOG = LoggerFactory.getLogger(MemberLock.class);
  }

  private final ChannelDirectory directory;
  private final String name;
  private final RecordLock record;

  /** The newest first. An older one is that of a file that was removed; it does no harm. */
  private final Deque<KernelLock> files = new ArrayDeque<>();

  private boolean warned;

  private MemberLock(ChannelDirectory directory, String name, RecordLock record) {
    this.directory = directory;
    this.name = name;
    this.record = record;
  }

  /**
   * Takes the locks of the member that a record speaks of, as {@link #tryAcquire(ChannelDirectory,
   * String, int)}. Where its name is damaged, that of the record alone: whose the file of that name
   * is cannot be told.
   */
  public static MemberLock tryAcquire(ChannelDirectory directory, MemberRecord record)
      throws IOException {
    if (record.isNameSound()) {
      return tryAcquire(directory, record.name(), record.index());
    }
    RecordLock lock = RecordLock.tryAcquire(directory, record.index());
    return lock == null ? null : new MemberLock(directory, record.name(), lock);
  }

  /**
   * Takes both locks if nobody holds one of them. The caller holds the attach lock.
   *
   * @return the lock, or null if the member lives, or somebody is recovering it
   */
  public static MemberLock tryAcquire(ChannelDirectory directory, String name, int index)
      throws IOException {
    KernelLock file = tryFile(directory, name);
    return file == null ? null : tryAcquire(directory, name, index, file);
  }

  /**
   * Adds the lock of the record to that of the file, which is given back if the record's is held.
   *
   * @return the lock, or null
   */
  static MemberLock tryAcquire(ChannelDirectory directory, String name, int index, KernelLock file)
      throws IOException {
    RecordLock record = null;
    try {
      record = RecordLock.tryAcquire(directory, index);
    } finally {
      if (record == null) {
        file.close();
      }
    }
    if (record == null) {
      return null;
    }
    MemberLock lock = new MemberLock(directory, name, record);
    lock.files.push(file);
    return lock;
  }

  /** The lock of the name's file, which is made if it is missing; null if somebody holds it. */
  static KernelLock tryFile(ChannelDirectory directory, String name) throws IOException {
    MemberName.check(name); // it may come from shared memory, and becomes part of a path
    if (!Files.exists(directory.members(), LinkOption.NOFOLLOW_LINKS)) {
      try {
        Access.createDirectory(directory.members());
      } catch (FileAlreadyExistsException e) {
        Log.LOG.debug("{} was made by another", directory.members());
      }
    }
    return KernelLock.tryAcquire(directory.memberLock(name));
  }

  /**
   * Whether the member that a record speaks of lives. Unsure means alive. Where the name is damaged
   * the record's lock alone tells: that of the name is another's, or nobody's.
   */
  public static boolean isHeld(ChannelDirectory directory, MemberRecord record) throws IOException {
    return RecordLock.isHeld(directory, record.index())
        || (record.isNameSound() && MemberName.isAlive(directory, record.name()));
  }

  /**
   * Takes the lock of the name's file anew if that is not the file that is locked: somebody removed
   * or replaced it. Without it the record's lock shows that this member lives; with it, so does its
   * name.
   */
  public void keepFile() {
    try {
      if (isComplete()) {
        return;
      }
      try (KernelLock attaching = KernelLock.tryAcquire(directory.attachLock())) {
        // Not into the directory of a channel that was destroyed, or made anew.
        if (attaching != null && record.isInPlace()) {
          takeFileAnew();
        }
      }
    } catch (IOException | BatonException e) {
      Log.LOG.warn("event=lock_file_unreadable member={} error=\"{}\"", name, e.toString());
    }
  }

  private boolean isComplete() throws IOException {
    return files.element().isInPlace(directory.memberLock(name)) || !record.isInPlace();
  }

  private void takeFileAnew() throws IOException {
    KernelLock anew = tryFile(directory, name);
    if (anew != null) {
      files.push(anew);
      warned = false;
    } else if (warned) {
      return; // another's lock still stands on the file that has the name now
    } else {
      warned = true;
    }
    Log.LOG.warn(
        "event=lock_file_lost member={} file={} effect=\"none: the lock on its record holds\""
            + " now=\"{}\"",
        name,
        directory.memberLock(name),
        anew != null ? "locked anew" : "another holds the file of that name");
  }

  @Override
  public void close() throws IOException {
    try (record) {
      for (KernelLock file : files) {
        file.close();
      }
    }
  }
}
