package dev.baton.ops.web;

import dev.baton.cli.BatonVersion;
import dev.baton.ops.options.Described;
import dev.baton.ops.top.MemberRate;
import dev.baton.ops.top.Movement;
import dev.baton.ops.top.SlotLook;
import dev.baton.ops.top.TopJson;
import dev.baton.snapshot.HandOffs;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ControlView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What the page is told: all that {@code baton top} tells programs, and what it shows beside. */
final class LookJson {
  /** Of a member that holds more, the count tells. */
  private static final int MOST_HELD = 8;

  private final Movement movement;
  private final Snapshot now;
  private final Turns turns;
  private final TopJson top;
  private final Map<Integer, List<Integer>> held = new HashMap<>();

  LookJson(Movement movement, Turns turns) {
    this.movement = movement;
    this.now = movement.now();
    this.turns = turns;
    this.top = new TopJson(movement);
    for (SlotLine slot : now.slots()) {
      if (slot.owner() >= 0) {
        held.computeIfAbsent(slot.owner(), owner -> new ArrayList<>()).add(slot.slot());
      }
    }
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>(top.fields());
    fields.put("version", BatonVersion.version());
    fields.put("channel_id", String.format(Locale.ROOT, "%016x", now.view().channelId()));
    fields.putAll(Described.channel(now.directory(), now.view().geometry()));
    fields.put("created", time(now.createdMillis()));
    fields.put("free_bytes", now.freeBytes().isPresent() ? now.freeBytes().getAsLong() : null);
    fields.put("set_aside", now.setAside().orElse(null));
    fields.put("order", now.standingOrder().map(LookJson::order).orElse(null));
    fields.put("bail", now.bail().map(LookJson::bail).orElse(null));
    fields.put("grid", grid());
    fields.put("in", rate(true));
    fields.put("out", rate(false));
    fields.put("hand_off", handOff());
    fields.put("members", movement.members().stream().map(this::member).toList());
    fields.put("notices", new Notices(now, turns).all());
    return fields;
  }

  /** A letter a slot, as {@code baton top} has them. */
  private String grid() {
    StringBuilder marks = new StringBuilder();
    SlotLook.all(now).forEach(look -> marks.append(look.mark()));
    return marks.toString();
  }

  private Map<String, Object> rate(boolean loaders) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("slots_per_second", movement.perSecond(movement.sum(loaders, MemberRate::slots)));
    fields.put("bytes_per_second", movement.perSecond(movement.sum(loaders, MemberRate::bytes)));
    return fields;
  }

  private Map<String, Object> handOff() {
    HandOffs recent = movement.handOffs();
    HandOffs life =
        now.members().stream().map(MemberLine::handOffs).reduce(HandOffs.none(), HandOffs::plus);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("p50_seconds", TopJson.seconds(recent.quantile(0.5)));
    fields.put("p99_seconds", TopJson.seconds(recent.quantile(0.99)));
    fields.put("buckets", IntStream.range(0, life.buckets()).mapToObj(life::at).toList());
    return fields;
  }

  private Map<String, Object> member(MemberRate rate) {
    MemberLine member = rate.now();
    List<Integer> slots = held.getOrDefault(member.index(), List.of());
    Map<String, Object> fields = new LinkedHashMap<>(top.member(rate));
    fields.put("since", member.sinceMillis() > 0 ? time(member.sinceMillis()) : null);
    fields.put("incarnation", member.incarnation());
    fields.put(
        "activity_seconds",
        member.isAlive() ? TopJson.seconds(now.sinceNanos(member.activityNanos())) : null);
    fields.put("held", slots.size());
    fields.put("holds", slots.subList(0, Math.min(MOST_HELD, slots.size())));
    fields.put("moved_seconds", TopJson.seconds(turns.movedNanos(now, member)));
    fields.put("loop_still_seconds", TopJson.seconds(turns.stillNanos(now, member)));
    return fields;
  }

  private static Map<String, Object> order(ControlView.Order order) {
    return said(order.millis(), order.who(), order.reason());
  }

  private static Map<String, Object> bail(ControlView.Bail bail) {
    return said(bail.millis(), bail.who(), bail.reason());
  }

  private static Map<String, Object> said(long millis, String who, String reason) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("since", time(millis));
    fields.put("who", who);
    fields.put("reason", reason);
    return fields;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
