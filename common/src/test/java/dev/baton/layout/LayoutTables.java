package dev.baton.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of docs/memory-layout.md, printed from the layout itself. */
final class LayoutTables {
  private LayoutTables() {}

  /** The tables by their names in the page. */
  static Map<String, String> all() {
    Map<String, String> tables = new TreeMap<>();
    tables.put("control.dat", control());
    tables.put("header", region(HeaderLayout.REGION, HeaderLayout.SIZE));
    tables.put("bail record", region(BailLayout.REGION, BailLayout.SIZE));
    tables.put("member", region(MemberLayout.REGION, MemberLayout.SIZE));
    tables.put("slot header", region(SlotLayout.REGION, SlotLayout.SIZE));
    tables.put("slot states", codes(SlotState.values(), SlotState::code));
    tables.put("member states", codes(MemberState.values(), MemberState::code));
    tables.put("roles", codes(Role.values(), Role::code));
    tables.put("flows", codes(Flow.values(), Flow::code));
    tables.put("activities", codes(Activity.values(), Activity::code));
    tables.put("try outcomes", codes(TryOutcome.values(), TryOutcome::code));
    tables.put("counters", counters());
    return tables;
  }

  private static String control() {
    return table(
        List.of("from", "bytes", "what"),
        List.of(
            row(0, HeaderLayout.SIZE, "header"),
            row(
                ControlLayout.MEMBER_TABLE,
                MemberLayout.SIZE,
                "member, " + ControlLayout.MEMBERS + " times"),
            row(ControlLayout.SLOT_HEADERS, SlotLayout.SIZE, "slot header, once a slot")));
  }

  private static String region(Region region, int size) {
    List<List<String>> rows = new ArrayList<>();
    int end = 0;
    for (Region.Field field : region.fields()) {
      addReserved(rows, end, field.offset());
      rows.add(
          List.of(
              "" + field.offset(), "" + field.size(), "`" + field.name() + "`", field.meaning()));
      end = field.offset() + field.size();
    }
    addReserved(rows, end, size);
    return table(List.of("offset", "bytes", "field", "meaning"), rows);
  }

  private static void addReserved(List<List<String>> rows, int from, int to) {
    if (to > from) {
      rows.add(List.of("" + from, "" + (to - from), "", "reserved, zero"));
    }
  }

  private static String counters() {
    return table(
        List.of("place", "metric", "unit", "meaning"),
        Stream.of(Counter.values())
            .map(
                counter ->
                    List.of(
                        "" + counter.place(),
                        "`" + counter.metric() + "`",
                        counter.unit(),
                        counter.help()))
            .toList());
  }

  private static <T extends Enum<T>> String codes(T[] values, Function<T, Integer> code) {
    return table(
        List.of("code", "name"),
        Stream.of(values)
            .filter(value -> code.apply(value) >= 0)
            .map(
                value ->
                    List.of(
                        "" + code.apply(value),
                        value.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
            .toList());
  }

  private static List<String> row(int from, int bytes, String what) {
    return List.of("" + from, "" + bytes, what);
  }

  private static String table(List<String> head, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    text.append(line(head)).append(line(head.stream().map(each -> "---").toList()));
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells).replace("  ", " ") + " |\n";
  }
}
