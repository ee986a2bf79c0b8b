package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.exchange.Exchange;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberLock;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.AttachLock;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts in order what dead members left in a channel, for an operator: the same as any live member
 * does by itself, also where none is. Safe in a channel that is in use, and to be repeated: it
 * takes from nobody whose lock is held. Damaged slots are set aside.
 */
public final class Repair {
  private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ChannelDirectory directory;
  private final MemberTable table;
  private final Exchange exchange;
  private final int slots;
  private final List<Finding> findings = new ArrayList<>();

  private Repair(ChannelDirectory directory, ControlStore control) {
    this.directory = directory;
    this.table = new MemberTable(control.words());
    this.exchange = new Exchange(control.words());
    this.slots = control.view().geometry().slots();
  }

  /** What was out of order. */
  public enum Kind {
    /** A member that died without anybody's having taken its slots back. */
    DEAD,
    /** A name that was registered for a member that then did not attach. Nobody waits for it. */
    UNFINISHED,
    /** A member's lock or name cannot be read: whether it lives cannot be told. */
    UNREADABLE,
    /** A slot's word or header is none that anybody wrote, or names an owner that is no member. */
    DAMAGED
  }

  /**
   * One thing that was out of order.
   *
   * @param subject the member's name, or the slot
   * @param slots those that were taken back
   * @param isMended whether it is in order now
   * @param detail what was wrong, where that is not plain from the kind; empty otherwise
   */
  public record Finding(
      Kind kind, String subject, List<Integer> slots, boolean isMended, String detail) {}

  /**
   * Repairs a channel.
   *
   * @param notice told what is waited for
   * @return what was out of order; empty if nothing was
   * @throws BatonException if there is no channel, it is not sound, or its attach lock is held for
   *     long
   */
  public static List<Finding> run(ChannelDirectory directory, Consumer<String> notice)
      throws IOException {
    try (ControlStore control = ControlStore.open(directory)) {
      Repair repair = new Repair(directory, control);
      AttachLock.holding(
          directory,
          LOCK_NANOS,
          notice,
          () -> {
            repair.members();
            repair.orphans();
            return repair;
          });
      // What the dead used is free to be set aside now.
      repair.findings.addAll(new DamageRepair(directory, control).run());
      return List.copyOf(repair.findings);
    }
  }

  private void members() throws IOException {
    try {
      table.mendNames(directory);
    } catch (BatonException damaged) {
      findings.add(new Finding(Kind.UNREADABLE, "members", List.of(), false, damaged.getMessage()));
    }
    for (MemberRecord member : table.members()) {
      if (!member.isNameSound()) {
        continue; // whose lock to ask for is not known
      }
      String name = member.name();
      try {
        try (MemberLock lock = MemberLock.tryAcquire(directory, name, member.index())) {
          if (lock != null) {
            gone(member, name);
          }
        }
      } catch (IOException | BatonException unreadable) {
        findings.add(new Finding(Kind.UNREADABLE, name, List.of(), false, unreadable.getMessage()));
      }
    }
  }

  /** A member whose lock we hold: it lives no more, whatever its record says. */
  private void gone(MemberRecord member, String name) {
    if (member.state() == MemberState.UNUSED) {
      findings.add(new Finding(Kind.UNFINISHED, name, List.of(), true, ""));
    }
    if (mayHaveDied(member) || member.hasNote() || holds(member.index())) {
      List<Integer> taken = new ArrayList<>();
      Recovery.News news = Recovery.News.countedOn(table);
      new Recovery(
              exchange,
              slots,
              (kind, slot, word) -> {
                taken.add(slot);
                news.takenBack(kind, slot, word);
              })
          .recover(member);
      if (mayHaveDied(member)) {
        member.state(MemberState.DEAD);
      }
      String left = member.hasNote() ? "its note is damaged: it will be refused" : "";
      findings.add(new Finding(Kind.DEAD, name, taken, left.isEmpty(), left));
    }
  }

  /** A damaged state says nothing. */
  private static boolean mayHaveDied(MemberRecord member) {
    return member.state() == MemberState.ATTACHED || member.state() == MemberState.DAMAGED;
  }

  private boolean holds(int member) {
    for (int slot = 0; slot < slots; slot++) {
      long word = exchange.word(slot);
      int holder = SlotWord.isSound(word) ? SlotWord.owner(word) : exchange.holderOf(slot);
      if (holder == member) {
        return true;
      }
    }
    return false;
  }

  /** Slots with a sound word that no member can give back. */
  private void orphans() {
    for (int slot = 0; slot < slots; slot++) {
      long word = exchange.word(slot);
      int owner = SlotWord.owner(word);
      if (SlotWord.isSound(word) && owner >= 0 && !table.get(owner).isUsed()) {
        String detail = "expected a member as owner, found record " + owner + ", which is not used";
        findings.add(new Finding(Kind.DAMAGED, "slot " + slot, List.of(), false, detail));
      }
    }
  }
}
