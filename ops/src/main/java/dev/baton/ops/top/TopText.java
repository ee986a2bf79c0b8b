package dev.baton.ops.top;

import dev.baton.layout.SlotState;
import dev.baton.ops.status.Waits;
import dev.baton.report.Figures;
import dev.baton.report.Table;
import dev.baton.snapshot.MemberLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A look of {@code baton top} where there is no terminal: a block of text, or a line of JSON. */
final class TopText {
  private final Movement movement;

  TopText(Movement movement) {
    this.movement = movement;
  }

  /** The block, without a line break at its end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(time() + "  " + movement.now().states());
    movement.now().standingOrder().ifPresent(order -> text.append("; ").append(order));
    text.append('\n');
    Table table = new Table("MEMBER", "DOING", ">SLOTS/s", ">BYTES/s", ">WAIT", ">P50", ">P99");
    for (MemberRate rate : movement.members()) {
      MemberLine member = rate.now();
      table.add(
          member.name(),
          member.isAlive() ? member.activity() : member.standing(),
          Figures.count(Math.round(rate.perSecond(rate.slots()))),
          Figures.bytes(Math.round(rate.perSecond(rate.bytes()))),
          Math.round(rate.waiting() * 100) + "%",
          TopScreen.duration(rate.handOffs().quantile(0.5)),
          TopScreen.duration(rate.handOffs().quantile(0.99)));
    }
    text.append(table.isEmpty() ? "no member has ever attached\n" : table);
    movement.waits().forEach(each -> text.append(each).append('\n'));
    return text.toString();
  }

  /** The same for programs. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", time());
    fields.put("channel", movement.now().directory().toString());
    fields.put("seconds", movement.seconds());
    fields.put("flow", movement.now().order().map(o -> o.flow().word()).orElse("running"));
    Map<String, Object> slots = new LinkedHashMap<>();
    for (SlotState state : SlotState.values()) {
      slots.put(state.word(), movement.now().count(state));
    }
    slots.put("damaged", movement.now().damaged());
    fields.put("slots", slots);
    fields.put("members", movement.members().stream().map(this::member).toList());
    return fields;
  }

  private Map<String, Object> member(MemberRate rate) {
    MemberLine member = rate.now();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", member.name());
    fields.put("role", member.role());
    fields.put("standing", member.standing());
    fields.put("activity", member.activity().isEmpty() ? null : member.activity());
    fields.put("slots_per_second", rate.perSecond(rate.slots()));
    fields.put("elements_per_second", rate.perSecond(rate.elements()));
    fields.put("bytes_per_second", rate.perSecond(rate.bytes()));
    fields.put("waiting_ratio", rate.waiting());
    fields.put("redelivered", rate.redelivered());
    fields.put("hand_off_p50_seconds", seconds(rate, 0.5));
    fields.put("hand_off_p99_seconds", seconds(rate, 0.99));
    fields.put("waits_for", new Waits(movement.now()).of(member).orElse(null));
    return fields;
  }

  private static Double seconds(MemberRate rate, double part) {
    var nanos = rate.handOffs().quantile(part);
    return nanos.isPresent() ? nanos.getAsLong() / 1e9 : null;
  }

  private String time() {
    return Instant.ofEpochMilli(movement.now().millis()).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
