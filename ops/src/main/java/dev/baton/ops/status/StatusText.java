package dev.baton.ops.status;

import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotState;
import dev.baton.report.Figures;
import dev.baton.report.Table;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.Sizes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A snapshot for people: a summary in one line, then what each slot and member does. */
final class StatusText {
  /** From here on, free slots in a row share a line. */
  private static final int MANY_SLOTS = 16;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Snapshot snapshot;

  StatusText(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public String toString() {
    return summary() + "\n\n" + channel() + "\n" + slots() + members();
  }

  String summary() {
    return Figures.count(snapshot.slots().size(), "slot")
        + ": "
        + snapshot.states()
        + "; "
        + Figures.count(snapshot.alive("loader"), "loader")
        + " alive, "
        + Figures.count(snapshot.alive("processor"), "processor")
        + " alive, "
        + snapshot.standing(MemberLine.DEAD)
        + " dead";
  }

  private String channel() {
    Geometry geometry = snapshot.view().geometry();
    StringBuilder text = new StringBuilder();
    text.append("channel   ").append(snapshot.directory()).append('\n');
    text.append("geometry  ").append(geometry);
    text.append(", ").append(Sizes.human(geometry.slotBytes())).append(" a slot\n");
    text.append("space     ").append(Sizes.human(geometry.totalBytes())).append(" reserved");
    snapshot
        .freeBytes()
        .ifPresent(bytes -> text.append(", ").append(Sizes.human(bytes)).append(" free beside it"));
    text.append("\ncreated   ").append(when(snapshot.createdMillis())).append('\n');
    snapshot
        .standingOrder()
        .ifPresent(
            order ->
                text.append(String.format(Locale.ROOT, "%-10s", order.flow().word()))
                    .append(when(order.millis()) + ", by " + order.who() + ": " + order.reason())
                    .append('\n'));
    snapshot
        .setAside()
        .filter(count -> count > 0)
        .ifPresent(
            count ->
                text.append("set aside ")
                    .append(Figures.count(count, "array"))
                    .append(": baton set-aside ls ")
                    .append(snapshot.directory())
                    .append('\n'));
    snapshot
        .bail()
        .ifPresent(
            bail ->
                text.append("bail      ")
                    .append(when(bail.millis()) + ", by " + bail.who() + ": " + bail.reason())
                    .append('\n'));
    return text.toString();
  }

  private String slots() {
    Table table =
        new Table(
            "SLOT",
            "STATE",
            "OWNER",
            ">GENERATION",
            ">LENGTH",
            ">AGE",
            ">TRIES",
            "LOADER",
            ">SEQUENCE");
    List<SlotLine> all = snapshot.slots();
    for (int first = 0; first < all.size(); ) {
      int end = first + 1;
      while (all.size() > MANY_SLOTS && isFree(all, first) && isFree(all, end)) {
        end++;
      }
      if (end - first > 1) {
        free(table, all.subList(first, end));
      } else {
        slot(table, all.get(first));
      }
      first = end;
    }
    return table.toString();
  }

  private static boolean isFree(List<SlotLine> all, int slot) {
    return slot < all.size() && all.get(slot).is(SlotState.FREE);
  }

  private static void free(Table table, List<SlotLine> run) {
    long least = run.stream().mapToLong(SlotLine::generation).min().orElse(0);
    long most = run.stream().mapToLong(SlotLine::generation).max().orElse(0);
    String generations = least == most ? "" + least : least + " to " + most;
    String slots = run.get(0).slot() + " to " + run.get(run.size() - 1).slot();
    table.add(slots, "free", "", generations, "", "", "", "", "");
  }

  private void slot(Table table, SlotLine slot) {
    String number = Integer.toString(slot.slot());
    if (slot.state().isEmpty()) {
      String raw = String.format(Locale.ROOT, "damaged, word %016x", slot.word());
      table.add(number, raw, "", "", "", "", "", "", "");
      return;
    }
    boolean published = slot.isPublished();
    table.add(
        number,
        slot.state().get().word(),
        slot.owner() >= 0 ? snapshot.member(slot.owner()) : "",
        Long.toString(slot.generation()),
        published ? Figures.count(slot.length()) : "",
        duration(snapshot.ageNanos(slot)),
        slot.attempts() > 0 ? Integer.toString(slot.attempts()) : "",
        published ? snapshot.member(slot.loader()) : "",
        published ? Figures.count(slot.sequence()) : "");
  }

  private String members() {
    if (snapshot.members().isEmpty()) {
      return "\nno member has ever attached\n";
    }
    Waits waits = new Waits(snapshot);
    Table who =
        new Table(
            "MEMBER",
            "ROLE",
            "STANDING",
            ">FOR",
            ">STARTS",
            ">PID",
            "ACTIVITY",
            ">FOR",
            "WAITS FOR");
    for (MemberLine member : snapshot.members()) {
      OptionalLong doing =
          member.isAlive() ? snapshot.sinceNanos(member.activityNanos()) : OptionalLong.empty();
      who.add(
          member.name(),
          member.role(),
          member.standing(),
          duration(ago(member.sinceMillis())),
          Long.toString(member.incarnation()),
          member.isAlive() ? Long.toString(member.pid()) : "",
          member.activity(),
          duration(doing),
          waits.of(member).orElse(""));
    }
    return "\n"
        + who
        + (snapshot.members().stream().anyMatch(each -> hasCounted(each)) ? "\n" + counters() : "");
  }

  private static boolean hasCounted(MemberLine member) {
    return Stream.of(Counter.values()).anyMatch(each -> value(member, each) != 0);
  }

  private Table counters() {
    Table table =
        new Table(
            "MEMBER",
            ">PUBLISHED",
            ">RELEASED",
            ">ABORTED",
            ">REQUEUED",
            ">REDELIVERED",
            ">SET ASIDE",
            ">RECLAIMED",
            ">ELEMENTS",
            ">BYTES",
            ">BAD",
            ">WAITED",
            ">LOST SWAPS",
            ">SCANS",
            ">P50",
            ">P99");
    for (MemberLine member : snapshot.members()) {
      table.add(
          member.name(),
          count(member, Counter.SLOTS_PUBLISHED),
          count(member, Counter.SLOTS_RELEASED),
          count(member, Counter.SLOTS_ABORTED),
          count(member, Counter.SLOTS_REQUEUED),
          count(member, Counter.SLOTS_REDELIVERED),
          count(member, Counter.SLOTS_SET_ASIDE),
          count(member, Counter.SLOTS_RECLAIMED),
          count(member, Counter.ELEMENTS),
          value(member, Counter.BYTES) == 0 ? "" : Figures.bytes(value(member, Counter.BYTES)),
          count(member, Counter.BAD_VALUES),
          nanos(value(member, Counter.WAITING_NANOS)),
          count(member, Counter.SWAPS_LOST),
          count(member, Counter.SCANS),
          duration(member.handOffs().quantile(0.5)),
          duration(member.handOffs().quantile(0.99)));
    }
    return table;
  }

  private static long value(MemberLine member, Counter counter) {
    return member.counters().get(counter);
  }

  /** Nothing for a zero: what did not happen needs no column. */
  private static String count(MemberLine member, Counter counter) {
    long value = value(member, counter);
    return value == 0 ? "" : Figures.count(value);
  }

  private static String nanos(long nanos) {
    return nanos == 0 ? "" : Figures.duration(nanos);
  }

  private static String duration(OptionalLong nanos) {
    return nanos.isPresent() ? Figures.duration(nanos.getAsLong()) : "";
  }

  private String when(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis)) + " (" + duration(ago(millis)) + " ago)";
  }

  private OptionalLong ago(long millis) {
    return millis <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(Math.max(0, snapshot.millis() - millis)));
  }
}
