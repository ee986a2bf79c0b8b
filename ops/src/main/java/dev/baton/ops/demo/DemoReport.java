package dev.baton.ops.demo;

import dev.baton.layout.Geometry;
import dev.baton.layout.Role;
import dev.baton.report.Figures;
import dev.baton.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a demo did.
 *
 * @param problems why it is not verified; empty if it is
 * @param lastWords what the service that failed said last
 * @param evidence where what is left of it stands; empty if nothing is
 */
record DemoReport(
    Geometry geometry,
    Totals totals,
    List<String> problems,
    List<String> lastWords,
    String evidence) {

  boolean isVerified() {
    return problems.isEmpty();
  }

  /** For people; the last line is the verdict. */
  String text() {
    Table table = new Table("MEMBER", ">SLOTS", ">ELEMENTS", ">BYTES", ">HAND-OFF");
    for (Totals.Member member : totals.members()) {
      table.add(
          member.name(),
          Figures.count(member.slots()),
          Figures.count(member.elements()),
          Figures.bytes(member.bytes()),
          member.handOffNanos() == 0 ? "" : Figures.duration(member.handOffNanos()));
    }
    StringBuilder text = new StringBuilder(table.isEmpty() ? "" : table + "\n");
    lastWords.forEach(line -> text.append("  | ").append(line).append('\n'));
    if (!evidence.isEmpty()) {
      text.append("kept: ").append(evidence).append('\n');
    }
    return text + verdict();
  }

  private String verdict() {
    if (!isVerified()) {
      return "NOT verified: " + String.join("; ", problems);
    }
    long elements = totals.elements(Role.PROCESSOR);
    long bytes = totals.bytes(Role.PROCESSOR);
    return "verified: "
        + Figures.count(elements)
        + " elements, "
        + Figures.bytes(bytes)
        + ", "
        + Figures.perSecond(elements, totals.seconds(), "elements")
        + ", "
        + Figures.gigabytesPerSecond(bytes, totals.seconds())
        + ", "
        + Figures.duration((long) (totals.seconds() * 1e9));
  }

  /** For programs. */
  Map<String, Object> fields() {
    long elements = totals.elements(Role.PROCESSOR);
    long bytes = totals.bytes(Role.PROCESSOR);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("verified", isVerified());
    fields.put("problems", problems);
    fields.put("last_words", lastWords);
    fields.put("evidence", evidence.isEmpty() ? null : evidence);
    fields.put("geometry", geometry.toString());
    fields.put("slots", totals.slots(Role.PROCESSOR));
    fields.put("elements", elements);
    fields.put("bytes", bytes);
    fields.put("seconds", totals.seconds());
    fields.put("elements_per_second", rate(elements));
    fields.put("bytes_per_second", rate(bytes));
    fields.put("members", totals.members().stream().map(DemoReport::fields).toList());
    return fields;
  }

  private Long rate(long amount) {
    return totals.seconds() > 0 ? Math.round(amount / totals.seconds()) : null;
  }

  private static Map<String, Object> fields(Totals.Member member) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", member.name());
    fields.put("role", member.role().word());
    fields.put("slots", member.slots());
    fields.put("elements", member.elements());
    fields.put("bytes", member.bytes());
    fields.put("hand_off_seconds", member.handOffs() == 0 ? null : member.handOffNanos() / 1e9);
    return fields;
  }
}
