package dev.baton.ops.top;

import dev.baton.layout.SlotState;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a slot looks in a grid: its state, or that somebody has to look at it. */
public enum SlotLook {
  FREE('.'),
  FILLING('<'),
  READY('='),
  READING('('),
  /** Damaged, or held by a member that is not alive. */
  LOST('!');

  private final char mark;

  SlotLook(char mark) {
    this.mark = mark;
  }

  /** What says the same as the colour. */
  public char mark() {
    return mark;
  }

  /** Of all slots, in their order. */
  public static List<SlotLook> all(Snapshot snapshot) {
    Set<Integer> alive = new HashSet<>();
    snapshot.members().stream().filter(MemberLine::isAlive).forEach(m -> alive.add(m.index()));
    return snapshot.slots().stream().map(slot -> of(slot, alive.contains(slot.owner()))).toList();
  }

  private static SlotLook of(SlotLine slot, boolean ownerIsAlive) {
    if (slot.state().isEmpty() || (slot.owner() >= 0 && !ownerIsAlive)) {
      return LOST;
    }
    SlotState state = slot.state().get();
    return switch (state) {
      case FREE -> FREE;
      case FILLING -> FILLING;
      case READY -> READY;
      case READING -> READING;
    };
  }
}
