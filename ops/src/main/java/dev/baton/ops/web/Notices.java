package dev.baton.ops.web;

import dev.baton.layout.Flow;
import dev.baton.layout.SlotState;
import dev.baton.report.Figures;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What an operator should know of a channel at a look, the gravest first, each with the command
 * that helps. The words stay the same for as long as the matter does, so that whoever has them read
 * aloud hears each once.
 */
final class Notices {
  /** A loop that has not turned for so long hangs, or is stopped. */
  private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int MOST_NAMES = 4;
  private static final String ENDED = "ended";

  private final Snapshot now;
  private final Turns turns;
  private final List<Map<String, Object>> all = new ArrayList<>();

  Notices(Snapshot now, Turns turns) {
    this.now = now;
    this.turns = turns;
  }

  /** Each with {@code level}, {@code text} and {@code command}, which may be null. */
  List<Map<String, Object>> all() {
    dead();
    damaged();
    still();
    bail();
    order();
    setAside();
    nobody();
    end();
    return all;
  }

  private void dead() {
    List<MemberLine> dead =
        now.members().stream().filter(m -> m.standing().equals(MemberLine.DEAD)).toList();
    if (dead.isEmpty()) {
      return;
    }
    List<Integer> owners = dead.stream().map(MemberLine::index).toList();
    long held = now.slots().stream().filter(slot -> owners.contains(slot.owner())).count();
    boolean nobody = now.alive().isEmpty();
    add(
        "error",
        names(dead)
            + " died"
            + (held > 0 ? ", holding " + Figures.count(held, "slot") : "")
            + (nobody ? ", and no service is alive" : "")
            + ". Started again under the same name, each goes on where it was.",
        nobody && held > 0 ? "baton repair " + now.directory() : null);
  }

  private void damaged() {
    if (now.damaged() > 0) {
      add(
          "error",
          Figures.count(now.damaged(), "slot")
              + " damaged: out of use until set aside, and nothing else is concerned.",
          "baton slot verify " + now.directory());
    }
  }

  private void still() {
    List<MemberLine> still =
        now.members().stream()
            .filter(member -> turns.stillNanos(now, member).orElse(0) > STILL_NANOS)
            .toList();
    if (!still.isEmpty()) {
      add(
          "warning",
          names(still)
              + " has not turned its work loop for 5 s: busy with one slot, hanging, or stopped.",
          "baton health " + now.directory());
    }
  }

  /** Whoever attached after a bail is not concerned by it. */
  private void bail() {
    now.bail()
        .filter(
            bail ->
                now.members().stream()
                    .noneMatch(m -> m.isAlive() && m.sinceMillis() > bail.millis()))
        .ifPresent(
            bail ->
                add(
                    "error",
                    "Everybody was asked to stop (bail) by " + bail.who() + ": " + bail.reason(),
                    null));
  }

  private void order() {
    now.standingOrder()
        .ifPresent(
            order ->
                add(
                    "warning",
                    (order.flow() == Flow.PAUSED ? "Paused by " : "Draining, ordered by ")
                        + order.who()
                        + ": "
                        + order.reason(),
                    "baton resume " + now.directory()));
  }

  private void setAside() {
    now.setAside()
        .filter(count -> count > 0)
        .ifPresent(
            count ->
                add(
                    "warning",
                    Figures.count(count, "array") + " set aside: no processor could digest it.",
                    "baton set-aside ls " + now.directory()));
  }

  private void nobody() {
    if (now.members().isEmpty()) {
      add("info", "No member has ever attached: start a loader and a processor.", null);
    } else if (now.alive().isEmpty() && now.standing(MemberLine.DEAD) == 0 && !hasEnded()) {
      add("info", "No service is alive: all have left in order.", null);
    }
  }

  private void end() {
    if (hasEnded()) {
      long left = now.slots().size() - now.count(SlotState.FREE);
      add(
          "info",
          left == 0
              ? "The data has ended, and all of it has been processed."
              : "The data has ended: what is still in the slots is being processed.",
          null);
    }
  }

  /** Processors end when every loader that ever attached has. */
  private boolean hasEnded() {
    List<MemberLine> loaders =
        now.members().stream().filter(member -> member.role().equals("loader")).toList();
    return !loaders.isEmpty()
        && loaders.stream().allMatch(loader -> loader.standing().equals(ENDED));
  }

  private static String names(List<MemberLine> members) {
    int shown = members.size() > MOST_NAMES + 1 ? MOST_NAMES : members.size();
    String names =
        members.stream().limit(shown).map(MemberLine::name).collect(Collectors.joining(", "));
    return shown == members.size() ? names : names + " and " + (members.size() - shown) + " more";
  }

  private void add(String level, String text, String command) {
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("level", level);
    notice.put("text", text);
    notice.put("command", command);
    all.add(notice);
  }
}
