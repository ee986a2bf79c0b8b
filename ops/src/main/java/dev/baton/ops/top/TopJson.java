package dev.baton.ops.top;

import dev.baton.layout.SlotState;
import dev.baton.ops.status.Waits;
import dev.baton.snapshot.MemberLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A look and what moved since the look before, for programs. */
public final class TopJson {
  private final Movement movement;
  private final Waits waits;

  public TopJson(Movement movement) {
    this.movement = movement;
    this.waits = new Waits(movement.now());
  }

  /** What {@code baton top --format json} prints. */
  public Map<String, Object> fields() {
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

  /** One member of it. */
  public Map<String, Object> member(MemberRate rate) {
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
    fields.put("hand_off_p50_seconds", seconds(rate.handOffs().quantile(0.5)));
    fields.put("hand_off_p99_seconds", seconds(rate.handOffs().quantile(0.99)));
    fields.put("waits_for", waits.of(member).orElse(null));
    return fields;
  }

  /** Nanoseconds as seconds; null if they are not known. */
  public static Double seconds(OptionalLong nanos) {
    return nanos.isPresent() ? nanos.getAsLong() / 1e9 : null;
  }

  private String time() {
    return Instant.ofEpochMilli(movement.now().millis()).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
