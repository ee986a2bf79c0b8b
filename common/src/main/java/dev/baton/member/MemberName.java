package dev.baton.member;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.Role;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.KernelLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Names of members: who bears one, and how to get one. A name is borne by whoever holds the lock of
 * its file, or that of the record with the name ({@link MemberLock}).
 */
public final class MemberName {
  private MemberName() {}

  /** Whether a name may be taken. */
  public interface Candidate {
    /** Asked for one name after the other. */
    boolean isFree(String name) throws IOException;
  }

  /** A name, and the lock of its file, to be {@linkplain #complete completed}. */
  public record Taken(String name, KernelLock lock) {}

  /**
   * Takes a name.
   *
   * @param wanted the name, or null for the first of role-1, role-2 ... that no live member bears
   * @param candidate whether such a name may be taken for the role
   * @throws BatonException {@link Reason#TRY_AGAIN} if a live member bears the name
   */
  public static Taken take(
      ChannelDirectory directory, Role role, String wanted, Candidate candidate)
      throws IOException {
    if (wanted != null) {
      KernelLock lock = MemberLock.tryFile(directory, wanted);
      if (lock == null) {
        throw borne(directory, wanted, "");
      }
      return new Taken(wanted, lock);
    }
    // Twice as many as there can be members, since the other role may bear some of these names.
    for (int number = 1; number <= 2 * ControlLayout.MEMBERS; number++) {
      String name = role.word() + "-" + number;
      KernelLock lock = candidate.isFree(name) ? MemberLock.tryFile(directory, name) : null;
      if (lock != null) {
        return new Taken(name, lock);
      }
    }
    throw new BatonException(
        Reason.TRY_AGAIN,
        "channel " + directory + " has " + ControlLayout.MEMBERS + " live members already",
        "stop some first");
  }

  /**
   * Adds the lock of the record that the name has: then it is ours.
   *
   * @throws BatonException {@link Reason#TRY_AGAIN} if a live member holds it, whose lock file was
   *     removed
   */
  public static MemberLock complete(ChannelDirectory directory, Taken taken, MemberRecord record)
      throws IOException {
    MemberLock lock = MemberLock.tryAcquire(directory, taken.name(), record.index(), taken.lock());
    if (lock == null) {
      throw borne(directory, taken.name(), ", whose lock file was removed or replaced");
    }
    return lock;
  }

  private static BatonException borne(ChannelDirectory directory, String name, String how) {
    return new BatonException(
        Reason.TRY_AGAIN,
        "member name '" + name + "' is borne by a live member of channel " + directory + how,
        "choose another --name, or stop that member first");
  }

  /**
   * Whether a live member bears the name, by the lock file of that name alone. {@link
   * MemberLock#isHeld} asks for a record.
   */
  public static boolean isAlive(ChannelDirectory directory, String name) throws IOException {
    check(name); // it may come from shared memory, and becomes part of a path
    return KernelLock.isHeld(directory.memberLock(name));
  }

  /**
   * Refuses a name that cannot be a file's or does not fit its record.
   *
   * @throws BatonException {@link Reason#USAGE}
   */
  public static void check(String name) {
    boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= MemberLayout.NAME_BYTES;
    if (!fits || !name.matches("[A-Za-z0-9_][A-Za-z0-9_.@-]*")) {
      throw new BatonException(
          Reason.USAGE,
          "member name '"
              + name
              + "': expected 1 to "
              + MemberLayout.NAME_BYTES
              + " letters, digits, '_', '-', '.' or '@', not starting with '-', '.' or '@'",
          "choose another --name");
    }
  }
}
