package dev.baton.metrics;

import dev.baton.error.BatonException;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Counter;
import dev.baton.member.Committed;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.snapshot.HandOffs;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.Snapshot;
import java.util.Optional;
import java.util.function.Predicate;

/** What members have counted, also those that are dead: it stands in {@code control.dat}. */
final class MemberMetrics {
  /** The histogram's first and last bounds as powers of two nanoseconds: 1 us and 17 s. */
  private static final int FIRST = 10;

  private static final int LAST = 34;
  private static final double[] BOUNDS = bounds();

  private final Families families;
  private final String channel;

  MemberMetrics(Families families, String channel) {
    this.families = families;
    this.channel = channel;
  }

  void add(Snapshot snapshot, Predicate<String> names) {
    for (MemberLine member : snapshot.members()) {
      if (names.test(member.name())) {
        add(snapshot, member);
      }
    }
  }

  private void add(Snapshot snapshot, MemberLine member) {
    String[] labels = {"channel", channel, "member", member.name(), "role", member.role()};
    families.gauge(
        "baton_member_alive",
        "Whether the member holds its kernel lock.",
        member.isAlive() ? 1 : 0,
        labels);
    families.counter(
        "baton_member_starts_total",
        "How often it attached.",
        (double) member.incarnation(),
        labels);
    families.counter(
        "baton_member_turns_total",
        "Turns of its work loop: one that stands still has stopped.",
        (double) member.ticks(),
        labels);
    if (member.isAlive()) {
      families.gauge(
          "baton_member_activity_seconds",
          "For how long its work loop has been doing this.",
          snapshot.sinceNanos(member.activityNanos()).orElse(0) / 1e9,
          "channel",
          channel,
          "member",
          member.name(),
          "role",
          member.role(),
          "activity",
          member.activity());
    }
    snapshot
        .outboxBytes(member)
        .ifPresent(
            bytes ->
                families.gauge(
                    "baton_outbox_bytes",
                    "Size of its token queues' files.",
                    (double) bytes,
                    labels));
    for (Counter counter : Counter.values()) {
      if (counter != Counter.HAND_OFF_NANOS) { // the histogram's sum
        families.counter(
            "baton_" + counter.metric(), counter.help(), value(member, counter), labels);
      }
    }
    if (member.role().equals("processor")) {
      families.histogram(
          "baton_hand_off_seconds",
          "Time from publish to borrow.",
          BOUNDS,
          counts(member.handOffs()),
          value(member, Counter.HAND_OFF_NANOS),
          labels);
    }
    committed(snapshot, member).ifPresent(committed -> position(member, committed, labels));
  }

  /** As a restart would find it; empty if that is damaged, which {@code baton status} says. */
  private static Optional<Committed> committed(Snapshot snapshot, MemberLine member) {
    MemberRecord record = new MemberTable(snapshot.view().words()).get(member.index());
    try {
      return Optional.of(Committed.of(snapshot.view(), record));
    } catch (BatonException damaged) {
      return Optional.empty();
    }
  }

  private void position(MemberLine member, Committed committed, String... labels) {
    if (member.role().equals("loader")) {
      SourcePosition input = new SourcePosition();
      input.input(committed.input());
      families.gauge(
          "baton_source_number",
          "Which of its sources the next slot begins in, from 0.",
          (double) input.source,
          labels);
      families.gauge(
          "baton_source_offset",
          "Where in that one's file it begins: bytes of text, elements of an array.",
          (double) committed.offset(),
          labels);
      families.gauge(
          "baton_source_line",
          "The line of text there; 0 where there are none.",
          (double) committed.line(),
          labels);
    } else if (committed.output() >= 0) {
      families.gauge(
          "baton_sink_position_bytes",
          "Bytes of output that stand for the slots released, where the sink can take back.",
          (double) committed.output(),
          labels);
    }
  }

  private static double value(MemberLine member, Counter counter) {
    long value = member.counters().get(counter);
    return counter.unit().equals("nanoseconds") ? value / 1e9 : (double) value;
  }

  private static double[] bounds() {
    double[] bounds = new double[LAST - FIRST + 2];
    for (int power = FIRST; power <= LAST; power++) {
      bounds[power - FIRST] = Math.scalb(1.0, power) / 1e9;
    }
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  /** What is below the first bound counts there, what is above the last in the infinite one. */
  private static long[] counts(HandOffs handOffs) {
    long[] counts = new long[BOUNDS.length];
    for (int bucket = 0; bucket < handOffs.buckets(); bucket++) {
      int place = Math.min(Math.max(bucket + 1 - FIRST, 0), BOUNDS.length - 1);
      counts[place] += handOffs.at(bucket);
    }
    return counts;
  }
}
