package dev.baton.member;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.FilledBy;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.store.RecordLock;
import dev.baton.store.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** The record of a name, as it stands there. */
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
    CrashPoint.TABLE_ANNOUNCED.reached();
  }

  /**
   * Puts damaged names right. The caller holds the attach lock.
   *
   * @throws BatonException {@link Reason#BAD_DATA} if one cannot be told
   */
  public void mendNames(ChannelDirectory directory) throws IOException {
    new DamagedNames(directory, records).mend();
  }

  /**
   * The name of a member; where it is damaged the name that its check, its lock file or its outbox
   * tells, or else {@code unknown-} and the record's number.
   */
  public String nameOf(ChannelDirectory directory, int index) {
    Optional<String> name;
    try {
      name = new DamagedNames(directory, records).nameOf(records.get(index));
    } catch (IOException unreadable) {
      name = Optional.empty();
    }
    return name.orElse("unknown-" + index);
  }

  /**
   * Whether a member of this role can take the name: nobody of the other role has it, and nobody
   * holds the lock of its record.
   */
  public boolean isFree(ChannelDirectory directory, String name, Role role) throws IOException {
    Optional<MemberRecord> record = find(name);
    return record.isEmpty()
        || (record.get().role() == role && !RecordLock.isHeld(directory, record.get().index()));
  }

  /** Whether a member of this role can have the name: nobody of the other role has it. */
  private boolean mayBear(String name, Role role) {
    return find(name).map(record -> record.role() == role).orElse(true);
  }

  /**
   * The record of a name, made if there is none. The caller holds the attach lock and the member's
   * lock.
   *
   * @throws BatonException {@link Reason#USAGE} if the name has another role, {@link
   *     Reason#TRY_AGAIN} if the table is full of members that are needed
   */
  public MemberRecord findOrRegister(ChannelDirectory directory, String name, Role role)
      throws IOException {
    mendNames(directory); // the lock file of this name is there now
    if (!mayBear(name, role)) {
      throw new BatonException(
          Reason.USAGE,
          "member name '"
              + name
              + "' belongs to a "
              + find(name).orElseThrow().role().word()
              + ", expected a "
              + role.word(),
          "choose another --name");
    }
    Optional<MemberRecord> known = find(name);
    if (known.isPresent()) {
      return known.get();
    }
    MemberRecord record = unused(directory);
    record.register(name, role);
    return record;
  }

  private MemberRecord unused(ChannelDirectory directory) throws IOException {
    for (MemberRecord record : records) {
      // Held, it is that of a live member whose role was damaged.
      if (!record.isUsed() && !RecordLock.isHeld(directory, record.index())) {
        return record;
      }
    }
    for (MemberRecord record : spare()) {
      if (makeRoom(directory, record)) {
        return record;
      }
    }
    throw new BatonException(
        Reason.TRY_AGAIN,
        "the member table is full: "
            + ControlLayout.MEMBERS
            + " members are attached, or loaders that have not ended",
        "let loaders come back and end, or reuse their names with --name");
  }

  /**
   * Members that nobody needs, as far as they say themselves: first those that never got as far as
   * attaching, then processors that left, then loaders that ended; of these the one longest gone.
   */
  private List<MemberRecord> spare() {
    return records.stream()
        .filter(
            r ->
                r.state() == MemberState.UNUSED
                    || r.state() == MemberState.ENDED
                    || (r.state() == MemberState.LEFT && r.role() == Role.PROCESSOR))
        .sorted(
            Comparator.comparing((MemberRecord r) -> r.state() != MemberState.UNUSED)
                .thenComparing(r -> r.role() == Role.LOADER)
                .thenComparingLong(MemberRecord::leftMillis))
        .toList();
  }

  /**
   * Gives up a record, if its bearer lives no more (a loader that has ended may still be about to
   * leave) and no slot speaks of it.
   */
  private boolean makeRoom(ChannelDirectory directory, MemberRecord record) throws IOException {
    String name = record.name();
    try (MemberLock lock = MemberLock.tryAcquire(directory, name, record.index())) {
      if (lock == null || !slotsOf(record.index()).isEmpty()) {
        return false;
      }
      giveUp(directory, record);
      return true;
    }
  }

  /**
   * Gives up a member's record, and its outbox: nobody waits for it any more, and its name begins
   * anew. The caller holds the attach lock and the member's locks, and no slot speaks of it.
   */
  public void giveUp(ChannelDirectory directory, MemberRecord record) throws IOException {
    if (record.isNameSound()) { // else whose outbox it is cannot be told
      Path outbox = directory.outbox(record.name());
      if (Files.exists(outbox, LinkOption.NOFOLLOW_LINKS)) {
        ChannelRemover.removeTree(outbox);
      }
    }
    CrashPoint.SPARE_OUTBOX_REMOVED.reached();
    record.clear();
    CrashPoint.SPARE_CLEARED.reached();
  }

  /** Slots that are owned by a member, or hold what it published. */
  public List<Integer> slotsOf(int member) {
    List<Integer> named = new ArrayList<>();
    int slots = (words.size() - ControlLayout.SLOT_HEADERS) / SlotLayout.SIZE;
    for (int slot = 0; slot < slots; slot++) {
      int header = ControlLayout.slot(slot);
      long word = words.getLongAcquire(header + SlotLayout.WORD);
      boolean filledByIt =
          !SlotWord.is(word, SlotState.FREE)
              && FilledBy.loader(words.getInt(header + SlotLayout.FILLED_BY)) == member;
      // What a damaged word says of its owner is believed here: at worst the record stays.
      if (filledByIt || SlotWord.owner(word) == member) {
        named.add(slot);
      }
    }
    return named;
  }
}
