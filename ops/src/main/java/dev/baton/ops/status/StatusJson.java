package dev.baton.ops.status;

import dev.baton.layout.Counter;
import dev.baton.layout.SlotState;
import dev.baton.ops.options.Described;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ControlView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A snapshot for programs. Times are RFC 3339, durations seconds, counters named as the metrics
 * are; what is not known is null.
 */
public final class StatusJson {
  private final Snapshot snapshot;

  /** Of a snapshot. */
  public StatusJson(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What {@code baton status --format json} prints. */
  public Map<String, Object> fields() {
    Map<String, Object> fields =
        Described.channel(snapshot.directory(), snapshot.view().geometry());
    fields.put("time", time(snapshot.millis()));
    fields.put("created", time(snapshot.createdMillis()));
    fields.put(
        "free_bytes", snapshot.freeBytes().isPresent() ? snapshot.freeBytes().getAsLong() : null);
    fields.put("bail", snapshot.bail().map(StatusJson::bail).orElse(null));
    fields.put("flow", flow());
    fields.put("summary", summary());
    fields.put("slots", snapshot.slots().stream().map(this::slot).toList());
    fields.put("members", snapshot.members().stream().map(this::member).toList());
    return fields;
  }

  private static Map<String, Object> bail(ControlView.Bail bail) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", time(bail.millis()));
    fields.put("who", bail.who());
    fields.put("reason", bail.reason());
    return fields;
  }

  private Map<String, Object> flow() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("flow", snapshot.order().map(order -> order.flow().word()).orElse("running"));
    fields.put("since", snapshot.order().map(order -> time(order.millis())).orElse(null));
    fields.put("who", snapshot.order().map(ControlView.Order::who).orElse(null));
    fields.put("reason", snapshot.order().map(ControlView.Order::reason).orElse(null));
    return fields;
  }

  private Map<String, Object> summary() {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (SlotState state : SlotState.values()) {
      fields.put(state.word(), snapshot.count(state));
    }
    fields.put("damaged", snapshot.damaged());
    fields.put("set_aside", snapshot.setAside().orElse(null));
    fields.put("loaders_alive", snapshot.alive("loader"));
    fields.put("processors_alive", snapshot.alive("processor"));
    fields.put("dead", snapshot.standing(MemberLine.DEAD));
    return fields;
  }

  /** One slot of it. */
  public Map<String, Object> slot(SlotLine slot) {
    boolean published = slot.isPublished();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("slot", slot.slot());
    fields.put("state", slot.state().map(SlotState::word).orElse("damaged"));
    fields.put("word", String.format(Locale.ROOT, "%016x", slot.word()));
    fields.put("owner", slot.owner() >= 0 ? snapshot.member(slot.owner()) : null);
    fields.put("generation", slot.generation());
    fields.put("attempts", slot.attempts());
    fields.put("length", published ? slot.length() : null);
    fields.put("age_seconds", seconds(snapshot.ageNanos(slot)));
    fields.put("loader", published ? snapshot.member(slot.loader()) : null);
    fields.put("sequence", published ? slot.sequence() : null);
    return fields;
  }

  private Map<String, Object> member(MemberLine member) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", member.name());
    fields.put("role", member.role());
    fields.put("standing", member.standing());
    fields.put("since", member.sinceMillis() > 0 ? time(member.sinceMillis()) : null);
    fields.put("incarnation", member.incarnation());
    fields.put("pid", member.pid());
    fields.put("activity", member.activity().isEmpty() ? null : member.activity());
    fields.put(
        "activity_seconds",
        member.isAlive() ? seconds(snapshot.sinceNanos(member.activityNanos())) : null);
    fields.put("waits_for", new Waits(snapshot).of(member).orElse(null));
    fields.put("hand_off_p50_seconds", seconds(member.handOffs().quantile(0.5)));
    fields.put("hand_off_p99_seconds", seconds(member.handOffs().quantile(0.99)));
    Map<String, Object> counters = new LinkedHashMap<>();
    member
        .counters()
        .forEach((counter, value) -> counters.put(counter.metric(), value(counter, value)));
    counters.put("hand_off_seconds_count", member.handOffs().count());
    fields.put("counters", counters);
    return fields;
  }

  private static Object value(Counter counter, long value) {
    return counter.unit().equals("nanoseconds") ? (Object) (value / 1e9) : (Object) value;
  }

  private static Double seconds(OptionalLong nanos) {
    return nanos.isPresent() ? nanos.getAsLong() / 1e9 : null;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
