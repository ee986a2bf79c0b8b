package dev.baton.metrics;

import dev.baton.layout.Flow;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotState;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a channel is as a whole: the same at whichever process one asks. */
final class ChannelMetrics {
  /** Always there, so that a rule on one of them has something to compare with. */
  private static final List<String> STANDINGS = List.of("alive", "dead", "left", "ended");

  private final Families families;
  private final String channel;

  ChannelMetrics(Families families, String channel) {
    this.families = families;
    this.channel = channel;
  }

  void add(Snapshot snapshot) {
    what(snapshot);
    slots(snapshot);
    members(snapshot);
    orders(snapshot);
  }

  private void what(Snapshot snapshot) {
    Geometry geometry = snapshot.view().geometry();
    families.info(
        "baton_channel",
        "What the channel is made of.",
        "channel",
        channel,
        "channel_id",
        String.format("%016x", snapshot.view().channelId()),
        "dtype",
        geometry.dtype().toString());
    gauge(
        "baton_channel_created_timestamp_seconds",
        "When the channel was made.",
        snapshot.createdMillis() / 1e3);
    gauge(
        "baton_channel_reserved_bytes",
        "What the channel's slots and control file take.",
        (double) geometry.totalBytes());
    gauge(
        "baton_slot_length_elements",
        "How many elements a slot can hold.",
        (double) geometry.slotLength());
    snapshot
        .freeBytes()
        .ifPresent(
            free ->
                gauge(
                    "baton_channel_free_bytes",
                    "What is free on the channel's file system, for token queues and arrays set aside.",
                    (double) free));
    snapshot
        .setAside()
        .ifPresent(
            count -> gauge("baton_set_aside_arrays", "Arrays set aside that wait there.", count));
  }

  private void slots(Snapshot snapshot) {
    String help = "Slots by state.";
    for (SlotState state : SlotState.values()) {
      gauge("baton_slots", help, (double) snapshot.count(state), "state", state.word());
    }
    gauge("baton_slots", help, (double) snapshot.damaged(), "state", "damaged");
    for (SlotState state : SlotState.values()) {
      if (state != SlotState.FREE) { // nobody notes since when a slot is free
        gauge(
            "baton_oldest_slot_age_seconds",
            "For how long the slot that has been in a state for longest has been in it; 0 without one.",
            oldestNanos(snapshot, state) / 1e9,
            "state",
            state.word());
      }
    }
  }

  private static long oldestNanos(Snapshot snapshot, SlotState state) {
    long oldest = 0;
    for (SlotLine slot : snapshot.slots()) {
      if (slot.is(state)) {
        oldest = Math.max(oldest, snapshot.ageNanos(slot).orElse(0));
      }
    }
    return oldest;
  }

  private void members(Snapshot snapshot) {
    for (String role : List.of("loader", "processor")) {
      Map<String, Integer> counts = new TreeMap<>();
      STANDINGS.forEach(standing -> counts.put(standing, 0));
      for (MemberLine member : snapshot.members()) {
        if (member.role().equals(role)) {
          counts.merge(member.standing(), 1, Integer::sum);
        }
      }
      counts.forEach(
          (standing, count) ->
              gauge(
                  "baton_members",
                  "Members by role and standing.",
                  count,
                  "role",
                  role,
                  "standing",
                  standing));
    }
  }

  private void orders(Snapshot snapshot) {
    Flow now = snapshot.order().map(order -> order.flow()).orElse(Flow.RUNNING);
    for (Flow flow : Flow.values()) {
      gauge(
          "baton_channel_flow",
          "Whether this is the order that stands.",
          flow == now ? 1 : 0,
          "flow",
          flow.word());
    }
    families.counter(
        "baton_channel_bails_total",
        "How often everybody was asked to stop.",
        (double) snapshot.view().bails(),
        "channel",
        channel);
  }

  private void gauge(String name, String help, double value, String... labels) {
    String[] all = new String[labels.length + 2];
    all[0] = "channel";
    all[1] = channel;
    System.arraycopy(labels, 0, all, 2, labels.length);
    families.gauge(name, help, value, all);
  }
}
