package dev.baton.ops.top;

import dev.baton.layout.Counter;
import dev.baton.report.Figures;
import dev.baton.snapshot.MemberLine;
import java.util.Locale;

/** A line for each member, in columns that do not move from frame to frame. */
final class MemberRows {
  /** From this width on there is room for what adds up over a member's life. */
  private static final int WIDE = 120;

  private static final int LEAST_NAME = 12;
  private static final int MOST_NAME = 32;

  private final Paint paint;
  private final int width;
  private final int nameWidth;

  MemberRows(Paint paint, int width) {
    this.paint = paint;
    this.width = width;
    this.nameWidth = Math.max(LEAST_NAME, Math.min(MOST_NAME, width - (isWide() ? 114 : 68)));
  }

  String heading() {
    return line("MEMBER", "DOING", "FOR", "SLOTS/s", "BYTES/s", "WAIT", "P50", "P99")
        + (isWide() ? wide("ROLE", "STARTS", "SLOTS", "REDELIVERED") : "");
  }

  String row(MemberRate rate) {
    MemberLine member = rate.now();
    boolean moved = rate.slots() > 0;
    String text =
        line(
            member.name(),
            member.isAlive() ? member.activity() : member.standing(),
            forHowLong(rate),
            moved ? Figures.perSecond(rate.slots(), rate.seconds(), "").replace(" /s", "") : "",
            moved ? Figures.bytesPerSecond(rate.bytes(), rate.seconds()).replace("/s", "") : "",
            member.isAlive() ? Math.round(rate.waiting() * 100) + "%" : "",
            TopScreen.duration(rate.handOffs().quantile(0.5)),
            TopScreen.duration(rate.handOffs().quantile(0.99)));
    String all = TopScreen.cut(text + (isWide() ? total(member) : ""), width).stripTrailing();
    if (member.standing().equals(MemberLine.DEAD)) {
      return paint.alarm(all);
    }
    return member.isAlive() ? moved ? paint.good(all) : all : paint.dim(all);
  }

  private String total(MemberLine member) {
    long slots =
        member.counters().get(Counter.SLOTS_PUBLISHED)
            + member.counters().get(Counter.SLOTS_RELEASED);
    long again = member.counters().get(Counter.SLOTS_REDELIVERED);
    return wide(
        member.role(),
        Long.toString(member.incarnation()),
        Figures.count(slots),
        again == 0 ? "" : Figures.count(again));
  }

  /** Of a loop that moves slots all the time, how long it has done so says nothing. */
  private String forHowLong(MemberRate rate) {
    boolean known = rate.now().isAlive() && rate.slots() == 0;
    return known && rate.now().activityNanos() > 0
        ? Figures.duration(Math.max(0, System.nanoTime() - rate.now().activityNanos()))
        : "";
  }

  private String line(String name, String... cells) {
    return String.format(
        Locale.ROOT,
        "%-" + nameWidth + "s %-17s %8s %8s %8s %4s %7s %7s",
        TopScreen.cut(name, nameWidth),
        cells[0],
        TopScreen.cut(cells[1], 8),
        cells[2],
        cells[3],
        cells[4],
        cells[5],
        cells[6]);
  }

  private static String wide(String role, String starts, String slots, String again) {
    return String.format(Locale.ROOT, "  %-9s %6s %13s %11s", role, starts, slots, again);
  }

  private boolean isWide() {
    return width >= WIDE;
  }
}
