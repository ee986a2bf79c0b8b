package dev.baton.ops.torture;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.snapshot.HandOffs;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A look at a line's channel from outside: by its control file alone, mapped read-only. */
final class Watch {
  private final ControlView view;
  private final MemberTable table;

  Watch(ChannelDirectory channel) {
    view = ControlView.map(channel);
    table = new MemberTable(view.words());
  }

  ControlView view() {
    return view;
  }

  Optional<MemberRecord> record(Member member) {
    return table.find(member.name());
  }

  boolean isAttached(Member member) {
    return record(member).filter(each -> each.state() == MemberState.ATTACHED).isPresent();
  }

  /** Slots published and released by all, to see whether anything moves. */
  long moved() {
    return table.members().stream().mapToLong(MemberRecord::committedSequence).sum();
  }

  /** Slots released by a processor, or published by a loader. */
  long committed(Member member) {
    return record(member).map(MemberRecord::committedSequence).orElse(0L);
  }

  /** Slots published by all loaders, or released by all processors. */
  long committed(Role role) {
    return table.members().stream()
        .filter(each -> each.role() == role)
        .mapToLong(MemberRecord::committedSequence)
        .sum();
  }

  /** Bytes of the outputs of all processors, as far as they count. */
  long output() {
    return table.members().stream()
        .filter(each -> each.role() == Role.PROCESSOR)
        .mapToLong(MemberRecord::committedOutput)
        .sum();
  }

  /** From publish to borrow, by all processors so far. */
  HandOffs handOffs() {
    return table.members().stream().map(HandOffs::read).reduce(HandOffs.none(), HandOffs::plus);
  }

  /** The words of the slots that a member owns, by slot; 0 where it owns none. */
  long[] ownedBy(MemberRecord member) {
    long[] words = new long[view.geometry().slots()];
    for (int slot = 0; slot < words.length; slot++) {
      long word = word(slot);
      words[slot] = SlotWord.owner(word) == member.index() ? word : 0;
    }
    return words;
  }

  long word(int slot) {
    return view.words().getLongAcquire(ControlLayout.slot(slot) + SlotLayout.WORD);
  }

  /** Slots that are not free, in words. */
  List<String> notFree() {
    List<String> taken = new ArrayList<>();
    for (int slot = 0; slot < view.geometry().slots(); slot++) {
      if (!SlotWord.is(word(slot), SlotState.FREE)) {
        taken.add("slot " + slot + " is not free: " + String.format("word %016x", word(slot)));
      }
    }
    return taken;
  }
}
