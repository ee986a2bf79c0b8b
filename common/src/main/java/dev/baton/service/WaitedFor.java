package dev.baton.service;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberLock;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** For what, and on whom, a member waits: said when it takes long. */
public final class WaitedFor {
  private final ChannelDirectory directory;
  private final ControlView view;
  private final MemberTable table;

  /** Will look at the channel in a directory, read-only. */
  public WaitedFor(Path channel) {
    this.directory = new ChannelDirectory(channel);
    this.view = ControlView.map(directory);
    this.table = new MemberTable(view.words());
  }

  /** What stands between a loader and a free slot. */
  public String freeSlot() {
    return order()
        + "for=\"a free slot\" "
        + slots()
        + " processors=\""
        + members(Role.PROCESSOR)
        + "\"";
  }

  /** What stands between a processor and a ready slot, or the end. */
  public String readySlot() {
    return order()
        + "for=\"a ready slot, or the end of all loaders\" "
        + slots()
        + " loaders=\""
        + members(Role.LOADER)
        + "\"";
  }

  private String order() {
    return view.standingOrder().map(order -> "order=\"" + order + "\" ").orElse("");
  }

  private String slots() {
    int[] counts = new int[SlotState.values().length];
    Map<String, Integer> held = new TreeMap<>();
    for (int slot = 0; slot < view.geometry().slots(); slot++) {
      long word = view.words().getLongAcquire(ControlLayout.slot(slot) + SlotLayout.WORD);
      for (SlotState state : SlotState.values()) {
        counts[state.code()] += SlotWord.is(word, state) ? 1 : 0;
      }
      int owner = SlotWord.owner(word);
      if (owner >= 0 && owner < ControlLayout.MEMBERS) {
        held.merge(table.get(owner).name(), 1, Integer::sum);
      }
    }
    StringJoiner text = new StringJoiner(" ");
    for (SlotState state : SlotState.values()) {
      text.add(state.word() + "=" + counts[state.code()]);
    }
    return text + " held=\"" + held.toString().replaceAll("[{}]", "") + "\"";
  }

  private String members(Role role) {
    StringJoiner text = new StringJoiner(", ");
    text.setEmptyValue("none yet");
    for (MemberRecord member : table.members()) {
      if (member.role() == role) {
        text.add(member.name() + " " + standing(member));
      }
    }
    return text.toString();
  }

  private String standing(MemberRecord member) {
    if (member.state() != MemberState.ATTACHED) {
      return member.state().word();
    }
    try {
      return MemberLock.isHeld(directory, member) ? "alive" : "dead";
    } catch (IOException e) {
      return "unknown: " + e.getMessage();
    }
  }
}
