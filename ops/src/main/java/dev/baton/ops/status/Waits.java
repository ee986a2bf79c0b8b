package dev.baton.ops.status;

import dev.baton.layout.SlotState;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ControlView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who waits for whom, in a snapshot. */
public final class Waits {
  private final Snapshot snapshot;

  /** In this snapshot. */
  public Waits(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What a member waits for, and on whom that depends; empty if it does not wait. */
  public Optional<String> of(MemberLine member) {
    return switch (member.activity()) {
      case "waiting for free" -> Optional.of("a free slot: " + takers());
      case "waiting for ready" -> Optional.of("a ready slot: " + members("loader"));
      case "waiting for data" -> Optional.of("data from its source");
      case "paused" ->
          Optional.of(
              "baton resume: "
                  + snapshot.standingOrder().map(ControlView.Order::toString).orElse("given"));
      default -> Optional.empty();
    };
  }

  /** Where all the slots are that are not free. */
  private String takers() {
    Map<String, Integer> held = new TreeMap<>();
    for (SlotLine slot : snapshot.slots()) {
      if (slot.owner() >= 0) {
        String verb = slot.is(SlotState.READING) ? " reads " : " fills ";
        held.merge(snapshot.member(slot.owner()) + verb, 1, Integer::sum);
      }
    }
    String holders =
        held.entrySet().stream()
            .map(each -> ", " + each.getKey() + each.getValue())
            .collect(Collectors.joining());
    boolean nobody = snapshot.alive("processor") == 0;
    return snapshot.count(SlotState.READY)
        + " ready"
        + holders
        + (nobody ? ", no processor is alive" : "");
  }

  private String members(String role) {
    String all =
        snapshot.members().stream()
            .filter(member -> member.role().equals(role) && isOfInterest(member))
            .map(member -> member.name() + " " + doing(member))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "no " + role + " is there" : all;
  }

  private static boolean isOfInterest(MemberLine member) {
    return !member.standing().equals("ended") && !member.standing().equals("unused");
  }

  private static String doing(MemberLine member) {
    if (!member.isAlive()) {
      return "is " + member.standing();
    }
    return switch (member.activity()) {
      case "waiting for free" -> "waits for a free slot";
      case "waiting for data" -> "waits for data from its source";
      default -> "is " + member.activity();
    };
  }
}
