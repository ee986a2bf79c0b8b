package dev.baton.channel;

import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;

/** Whether nothing more will come: by the member table first, and then by the slot words. */
final class Completion {
  private final MemberTable table;
  private final Exchange exchange;
  private final int slots;

  Completion(MemberTable table, Exchange exchange, int slots) {
    this.table = table;
    this.exchange = exchange;
    this.slots = slots;
  }

  /**
   * Whether every loader that ever attached has ended, at least one has, and every slot is free.
   * Loaders are looked at first: once all have ended, no slot becomes ready any more but one that
   * another processor gives back. A name that was registered for a loader that then could not
   * attach does not count.
   */
  boolean isEnd() {
    boolean any = false;
    for (int i = 0; i < ControlLayout.MEMBERS; i++) {
      MemberRecord member = table.get(i);
      Role role = member.role();
      if (role == Role.DAMAGED) {
        return false; // who knows
      }
      if (role == Role.LOADER) {
        MemberState state = member.state();
        if (state != MemberState.ENDED && state != MemberState.UNUSED) {
          return false;
        }
        any |= state == MemberState.ENDED;
      }
    }
    return any && isEmpty();
  }

  /**
   * Whether a drain that has been ordered is done: no loader is attached, and every slot is free.
   * The caller has looked at the order; then come loaders, then slots: a loader that attaches
   * behind this look sees the order before it claims.
   */
  boolean isDrained() {
    Words.fullFence(); // pairs with the one in MemberTable.announce
    for (int i = 0; i < ControlLayout.MEMBERS; i++) {
      MemberRecord member = table.get(i);
      if (member.isUsed()
          && member.role() == Role.LOADER
          && member.state() == MemberState.ATTACHED) {
        return false;
      }
    }
    return isEmpty();
  }

  private boolean isEmpty() {
    for (int slot = 0; slot < slots; slot++) {
      if (!SlotWord.is(exchange.word(slot), SlotState.FREE)) {
        return false;
      }
    }
    return true;
  }
}
