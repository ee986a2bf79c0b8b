package dev.baton.member;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.store.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The member table: who is or was attached. Adding a member needs the attach lock; reading needs
 * nothing.
 */
public final class MemberTable {
  private final Words words;
  private final List<MemberRecord> records = new ArrayList<>();

  /** The table of a validated control file. */
  public MemberTable(Words words) {
    this.words = words;
    for (int i = 0; i < ControlLayout.MEMBERS; i++) {
      records.add(new MemberRecord(words, i));
    }
  }

  /** A record, used or not. */
  public MemberRecord get(int index) {
    return records.get(index);
  }

  /** All records that are used, in the order of their indices. */
  public List<MemberRecord> members() {
    return records.stream().filter(MemberRecord::isUsed).toList();
  }

  /** The record of a name. */
  public Optional<MemberRecord> find(String name) {
    return records.stream().filter(r -> r.isUsed() && r.name().equals(name)).findFirst();
  }

  /** Grows whenever somebody attaches. Pairs with {@link #announce}. */
  public long version() {
    return words.getLongAcquire(HeaderLayout.MEMBERS_VERSION);
  }

  /** Tells everybody to look at the table again. */
  public void announce() {
    words.getAndAdd(HeaderLayout.MEMBERS_VERSION, 1);
  }

  /**
   * The record of a name, made if there is none. The caller holds the attach lock and the member's
   * lock.
   *
   * @throws BatonException {@link Reason#TRY_AGAIN} if the name has another role, or the table is
   *     full of members that are needed
   */
  public MemberRecord findOrRegister(String name, Role role) {
    Optional<MemberRecord> known = find(name);
    if (known.isPresent()) {
      if (known.get().role() != role) {
        throw new BatonException(
            Reason.USAGE,
            "member name '"
                + name
                + "' belongs to a "
                + known.get().role().word()
                + ", expected a "
                + role.word(),
            "choose another --name");
      }
      return known.get();
    }
    MemberRecord record = unused();
    record.register(name, role);
    return record;
  }

  private MemberRecord unused() {
    for (MemberRecord record : records) {
      if (!record.isUsed()) {
        return record;
      }
    }
    // A processor that left in order, or a loader that ended, is needed by nobody: the one longest
    // gone makes room.
    MemberRecord oldest = null;
    for (MemberRecord record : records) {
      boolean spare =
          record.state() == MemberState.ENDED
              || (record.state() == MemberState.LEFT && record.role() == Role.PROCESSOR);
      if (spare && (oldest == null || record.leftMillis() < oldest.leftMillis())) {
        oldest = record;
      }
    }
    if (oldest == null) {
      throw new BatonException(
          Reason.TRY_AGAIN,
          "the member table is full: "
              + ControlLayout.MEMBERS
              + " members are attached, or loaders that have not ended",
          "let loaders come back and end, or reuse their names with --name");
    }
    oldest.clear();
    return oldest;
  }
}
