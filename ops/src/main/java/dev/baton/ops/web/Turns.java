package dev.baton.ops.web;

import dev.baton.layout.Counter;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Since when members have not got on, as far as looks tell: when one's work loop was last seen to
 * have turned, and when it was last seen to have published or released a slot.
 */
final class Turns {
  private Map<String, Seen> seen = Map.of();

  /**
   * @param turnedNanos when the loop had last turned; the first look at it counts
   * @param movedNanos when it had last moved a slot; 0 if it has not since the first look at it
   */
  private record Seen(long channelId, MemberLine member, long turnedNanos, long movedNanos) {}

  /** Takes a look in. */
  Turns at(Snapshot now) {
    Map<String, Seen> next = new HashMap<>();
    for (MemberLine member : now.members()) {
      Seen before = seen.get(member.name());
      boolean same =
          before != null
              && before.channelId == now.view().channelId()
              && before.member.incarnation() == member.incarnation();
      boolean turned = !same || before.member.ticks() != member.ticks();
      boolean moved = same && slots(before.member) != slots(member);
      next.put(
          member.name(),
          new Seen(
              now.view().channelId(),
              member,
              turned ? now.nanos() : before.turnedNanos,
              moved ? now.nanos() : same ? before.movedNanos : 0));
    }
    seen = next;
    return this;
  }

  /** How long a living member's work loop has not turned. */
  OptionalLong stillNanos(Snapshot now, MemberLine member) {
    Seen last = seen.get(member.name());
    return member.isAlive() && last != null
        ? OptionalLong.of(now.nanos() - last.turnedNanos)
        : OptionalLong.empty();
  }

  /** How long ago it moved a slot; empty if it has not since the first look at it. */
  OptionalLong movedNanos(Snapshot now, MemberLine member) {
    Seen last = seen.get(member.name());
    return last != null && last.movedNanos != 0
        ? OptionalLong.of(now.nanos() - last.movedNanos)
        : OptionalLong.empty();
  }

  private static long slots(MemberLine member) {
    return member.counters().get(Counter.SLOTS_PUBLISHED)
        + member.counters().get(Counter.SLOTS_RELEASED);
  }
}
