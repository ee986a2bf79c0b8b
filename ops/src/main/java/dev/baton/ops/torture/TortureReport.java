package dev.baton.ops.torture;

import dev.baton.cli.BatonVersion;
import dev.baton.report.Figures;
import dev.baton.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What came of all tests, for people, for programs, and for {@code docs/reliability.md}. */
final class TortureReport {
  private final TortureOptions options;
  private final String again;
  private final Map<TortureTest, Outcome> outcomes;

  /**
   * @param again the command that does the same again
   */
  TortureReport(TortureOptions options, String again, Map<TortureTest, Outcome> outcomes) {
    this.options = options;
    this.again = again;
    this.outcomes = outcomes;
  }

  boolean isPassed() {
    return outcomes.values().stream().allMatch(Outcome::isPassed);
  }

  private long sum(ToLongFunction<Outcome> figure) {
    return outcomes.values().stream().mapToLong(figure).sum();
  }

  String text() {
    Table table =
        new Table(
            "TEST",
            ">BLOWS",
            ">ROUNDS",
            ">LOST",
            ">TWICE",
            "SLOTS BACK p50/p99/max",
            "AT WORK AGAIN",
            ">TIME",
            "");
    outcomes.forEach(
        (test, outcome) ->
            table.add(
                test.id(),
                Figures.count(outcome.blows()),
                Figures.count(outcome.rounds()),
                Figures.count(outcome.lost()),
                Figures.count(outcome.twice()),
                outcome.recoveries().toString(),
                outcome.backAtWork().toString(),
                Figures.duration(outcome.nanos()),
                verdict(outcome)));
    StringBuilder text = new StringBuilder("\n").append(table);
    outcomes.forEach(
        (test, outcome) -> {
          outcome.notRun().forEach(why -> line(text, test, "NOT RUN: " + why));
          outcome.problems().forEach(what -> line(text, test, what));
          if (!outcome.notReached().isEmpty()) {
            line(text, test, "armed and not reached: " + String.join(" ", outcome.notReached()));
          }
          outcome.evidence().forEach(path -> line(text, test, "evidence: " + path));
        });
    text.append('\n').append(summary()).append('\n');
    text.append("again: ").append(again).append('\n');
    return text.toString();
  }

  private static void line(StringBuilder text, TortureTest test, String what) {
    text.append(test.id()).append(": ").append(what).append('\n');
  }

  private static String verdict(Outcome outcome) {
    if (!outcome.notRun().isEmpty()) {
      return "NOT RUN";
    }
    return outcome.isPassed() ? "passed" : "FAILED";
  }

  private String summary() {
    return (isPassed() ? "passed: " : "FAILED: ")
        + Figures.count(sum(Outcome::blows), "blow")
        + ", "
        + Figures.count(sum(Outcome::lost))
        + " lost, "
        + Figures.count(sum(Outcome::twice))
        + " twice; seed "
        + options.seed();
  }

  /** A table of GitHub's Markdown, with the machine and the seed above it. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("Baton ").append(BatonVersion.version());
    text.append(", ").append(Machine.describe()).append(", seed ").append(options.seed());
    text.append(":\n\n    ").append(again).append("\n\n");
    text.append("| test | what | blows | rounds | bytes checked | lost | twice |");
    text.append(" slots back p50 / p99 / max | at work again | time | |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    outcomes.forEach(
        (test, outcome) -> {
          List<String> cells = new ArrayList<>();
          cells.add(test.id());
          cells.add(test.title());
          cells.add(Figures.count(outcome.blows()));
          cells.add(Figures.count(outcome.rounds()));
          cells.add(Figures.bytes((Long) outcome.fields().get("bytes")));
          cells.add(Figures.count(outcome.lost()));
          cells.add(Figures.count(outcome.twice()));
          cells.add(outcome.recoveries().toString());
          cells.add(outcome.backAtWork().toString());
          cells.add(Figures.duration(outcome.nanos()));
          cells.add(verdict(outcome));
          text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        });
    outcomes.forEach(
        (test, outcome) -> {
          outcome.notRun().forEach(why -> line(text.append("\n- "), test, "NOT RUN: " + why));
          outcome.problems().forEach(what -> line(text.append("\n- "), test, what));
          if (!outcome.notReached().isEmpty()) {
            String points = String.join(", ", outcome.notReached());
            line(text.append("\n- "), test, "crash points not reached: " + points);
          }
        });
    return text.toString();
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", BatonVersion.version());
    fields.put("machine", Machine.describe());
    fields.put("seed", options.seed());
    fields.put("again", again);
    fields.put("passed", isPassed());
    fields.put("lost", sum(Outcome::lost));
    fields.put("twice", sum(Outcome::twice));
    List<Object> tests = new ArrayList<>();
    outcomes.forEach(
        (test, outcome) -> {
          Map<String, Object> its = new LinkedHashMap<>();
          its.put("test", test.id());
          its.put("title", test.title());
          its.putAll(outcome.fields());
          tests.add(its);
        });
    fields.put("tests", tests);
    return fields;
  }
}
