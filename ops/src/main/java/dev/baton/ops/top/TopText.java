package dev.baton.ops.top;

import dev.baton.report.Figures;
import dev.baton.report.Table;
import dev.baton.snapshot.MemberLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A look of {@code baton top} for people, where there is no terminal: a block of text. */
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

  private String time() {
    return Instant.ofEpochMilli(movement.now().millis()).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
