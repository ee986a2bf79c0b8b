package dev.baton.ops.top;

import dev.baton.layout.Flow;
import dev.baton.report.Figures;
import dev.baton.snapshot.HandOffs;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.Sizes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** One frame of {@code baton top}: at most so many lines of at most so many characters. */
final class TopScreen {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** Head, blank, legend, blank, headings, blank, foot: what is there beside slots and members. */
  private static final int FIXED_LINES = 9;

  private final Movement movement;
  private final Paint paint;
  private final int width;
  private final int height;

  TopScreen(Movement movement, Paint paint, int width, int height) {
    this.movement = movement;
    this.paint = paint;
    this.width = Math.max(20, width);
    this.height = Math.max(6, height);
  }

  /**
   * The frame.
   *
   * @param scrolled how many members at the top are left out
   * @param foot what the last line says
   */
  List<String> lines(int scrolled, String foot) {
    List<String> lines = new ArrayList<>(head());
    int members = movement.members().size();
    int waits = Math.min(movement.waits().size(), 3);
    int forGrid = height - FIXED_LINES - (lines.size() - 2) - Math.min(members, 5) - waits;
    SlotGrid grid = new SlotGrid(now(), paint, width, Math.max(1, Math.min(forGrid, height / 2)));
    lines.add("");
    lines.addAll(grid.rows());
    lines.add(cut(grid.legend()));
    lines.add("");
    MemberRows rows = new MemberRows(paint, width);
    lines.add(paint.bold(cut(rows.heading())));
    int room = Math.max(1, height - lines.size() - 2 - (waits > 0 ? waits + 1 : 0));
    int first = Math.max(0, Math.min(scrolled, members - room));
    for (MemberRate rate : movement.members().subList(first, Math.min(members, first + room))) {
      lines.add(rows.row(rate));
    }
    if (members == 0) {
      lines.add(paint.dim("no member has ever attached"));
    }
    if (waits > 0) {
      lines.add("");
    }
    movement.waits().stream().limit(waits).forEach(each -> lines.add(paint.warning(cut(each))));
    String more =
        members > room ? "  " + (first + 1) + " to " + (first + room) + " of " + members : "";
    while (lines.size() < height - 1) {
      lines.add("");
    }
    List<String> shown = new ArrayList<>(lines.subList(0, height - 1));
    shown.add(paint.dim(cut(foot + more)));
    return shown;
  }

  private List<String> head() {
    List<String> head = new ArrayList<>();
    String clock = CLOCK.format(Instant.ofEpochMilli(now().millis()));
    String title = "baton top  " + now().directory();
    String size =
        "  " + now().view().geometry() + ", " + Sizes.human(now().view().geometry().totalBytes());
    String left =
        title.length() + size.length() + clock.length() + 2 <= width ? title + size : title;
    left = cut(left, width - clock.length() - 2);
    head.add(paint.bold(left) + " ".repeat(width - clock.length() - left.length()) + clock);
    now()
        .standingOrder()
        .ifPresent(
            order ->
                head.add(
                    paint.warning(
                        cut(
                            (order.flow() == Flow.PAUSED ? "PAUSED" : "DRAINING")
                                + " for "
                                + since(order.millis())
                                + " by "
                                + order.who()
                                + ": "
                                + order.reason()))));
    head.add(cut(now().states() + "   " + who()));
    String handOff = handOff();
    boolean together = rates().length() + handOff.length() <= width;
    head.add(cut(together ? rates() + handOff : rates()));
    if (!together) {
      head.add(cut(handOff.strip()));
    }
    return head;
  }

  private String who() {
    long dead = now().standing(MemberLine.DEAD);
    return Figures.count(now().alive("loader"), "loader")
        + ", "
        + Figures.count(now().alive("processor"), "processor")
        + " alive"
        + (dead > 0 ? ", " + dead + " dead" : "");
  }

  private String rates() {
    return "in " + rate(true) + "   out " + rate(false);
  }

  private String handOff() {
    HandOffs handOffs = movement.handOffs();
    return handOffs.count() == 0
        ? ""
        : "   hand-off p50 "
            + duration(handOffs.quantile(0.5))
            + ", p99 "
            + duration(handOffs.quantile(0.99));
  }

  private String rate(boolean loaders) {
    long slots = movement.sum(loaders, MemberRate::slots);
    long bytes = movement.sum(loaders, MemberRate::bytes);
    return Figures.perSecond(slots, movement.seconds(), "slots")
        + ", "
        + Figures.bytesPerSecond(bytes, movement.seconds());
  }

  private String since(long millis) {
    return Figures.duration(TimeUnit.MILLISECONDS.toNanos(Math.max(0, now().millis() - millis)));
  }

  static String duration(OptionalLong nanos) {
    return nanos.isPresent() ? Figures.duration(nanos.getAsLong()) : "";
  }

  private Snapshot now() {
    return movement.now();
  }

  private String cut(String text) {
    return cut(text, width);
  }

  /** Cuts text without colours; what is painted is counted without its codes. */
  static String cut(String text, int width) {
    String plain = text.replaceAll("\033\\[[0-9;]*m", "");
    return plain.length() <= width ? text : plain.substring(0, Math.max(0, width - 1)) + "~";
  }
}
