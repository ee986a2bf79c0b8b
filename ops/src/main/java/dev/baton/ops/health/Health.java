package dev.baton.ops.health;

import dev.baton.layout.Flow;
import dev.baton.layout.SlotState;
import dev.baton.report.Figures;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether a channel's members live, may work, and get on: three questions, each answered by what
 * stands against it. A channel that nobody uses is healthy; {@code loaders} and {@code processors}
 * say how many there should be.
 */
final class Health {
  private final Snapshot before;
  private final Snapshot now;
  private final List<MemberLine> members;
  private final String only;

  /** From two looks; {@code only} is a member's name, or empty for all. */
  Health(Snapshot before, Snapshot now, String only) {
    this.before = before;
    this.now = now;
    this.only = only;
    this.members =
        now.members().stream()
            .filter(member -> only.isEmpty() || member.name().equals(only))
            .toList();
  }

  /** What stands against all living that should: those that died, and those that are missing. */
  List<String> live(int loaders, int processors) {
    List<String> against = new ArrayList<>();
    if (!only.isEmpty() && members.stream().noneMatch(MemberLine::isAlive)) {
      against.add(
          only
              + " is not alive: "
              + members.stream().map(MemberLine::standing).findFirst().orElse("never attached"));
      return against;
    }
    for (MemberLine member : members) {
      if (member.standing().equals(MemberLine.DEAD)) {
        long held = held(member);
        against.add(
            member.name()
                + (held == 0
                    ? " died, and has not come back"
                    : " died with " + Figures.count(held, "slot") + ": baton repair"));
      }
    }
    require(against, loaders, "loader");
    require(against, processors, "processor");
    return against;
  }

  /** What stands against slots being taken now. */
  List<String> ready() {
    List<String> against = new ArrayList<>();
    now.standingOrder().ifPresent(order -> against.add("the channel is " + order));
    if (now.damaged() > 0) {
      against.add(Figures.count(now.damaged(), "slot") + " damaged");
    }
    for (MemberLine member : members) {
      if (member.activity().equals("starting") || member.activity().equals("stopping")) {
        against.add(member.name() + " is " + member.activity());
      }
    }
    return against;
  }

  /**
   * What stands against getting on: work loops that did not turn between the two looks, and slots
   * that have been ready or held for longer than {@code mostNanos}.
   */
  List<String> progress(long mostNanos) {
    List<String> against = new ArrayList<>();
    for (MemberLine member : members) {
      if (member.isAlive() && now.nanos() != before.nanos() && !hasTurned(member)) {
        against.add(
            member.name()
                + " has not turned its work loop for "
                + Figures.duration(now.nanos() - before.nanos())
                + ": "
                + member.activity());
      }
    }
    boolean paused = now.order().map(order -> order.flow() == Flow.PAUSED).orElse(false);
    for (SlotLine slot : now.slots()) {
      long age = now.ageNanos(slot).orElse(0);
      boolean stuck = age > mostNanos && (slot.is(SlotState.READY) ? !paused : isHeldIdly(slot));
      if (stuck
          && (only.isEmpty() || (slot.owner() >= 0 && now.member(slot.owner()).equals(only)))) {
        against.add(
            "slot "
                + slot.slot()
                + " is "
                + slot.state().orElseThrow().word()
                + " for "
                + Figures.duration(age)
                + (slot.owner() >= 0 ? ", held by " + now.member(slot.owner()) : ""));
      }
    }
    return against.size() > 4
        ? List.of(
            String.join("; ", against.subList(0, 4)) + "; and " + (against.size() - 4) + " more")
        : against;
  }

  /** A loader may wait for data with a part-filled slot for as long as there is none. */
  private boolean isHeldIdly(SlotLine slot) {
    return slot.owner() >= 0
        && now.members().stream()
            .noneMatch(
                member ->
                    member.index() == slot.owner() && member.activity().equals("waiting for data"));
  }

  private boolean hasTurned(MemberLine member) {
    return before.members().stream()
        .filter(earlier -> earlier.index() == member.index())
        .noneMatch(
            earlier ->
                earlier.isAlive()
                    && earlier.incarnation() == member.incarnation()
                    && earlier.ticks() == member.ticks());
  }

  private long held(MemberLine member) {
    return now.slots().stream().filter(slot -> slot.owner() == member.index()).count();
  }

  private void require(List<String> against, int least, String role) {
    long alive = now.alive(role);
    if (alive < least) {
      against.add(Figures.count(alive, role) + " alive, expected " + least);
    }
  }

  /** Seconds as nanoseconds. */
  static long nanos(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
