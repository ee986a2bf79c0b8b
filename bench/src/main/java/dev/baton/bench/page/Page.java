package dev.baton.bench.page;

import dev.baton.bench.result.Figure;
import dev.baton.bench.result.Goal;
import dev.baton.bench.result.Point;
import dev.baton.bench.result.Result;
import dev.baton.bench.result.Results;
import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code docs/performance.md}: the words in it are written by hand, the tables between markers and
 * the plots beside it are made from the figures.
 */
public final class Page {
  private static final String BEGIN = "<!-- made by baton-bench: ";
  private static final String END = "<!-- end -->";
  private static final int PLOTTED_JAVA = 17;

  private final Path docs;
  private final Results results;

  /**
   * @param docs the directory with the page in it
   */
  public Page(Path docs, Results results) {
    this.docs = docs;
    this.results = results;
  }

  /** Writes the page's tables anew, and the plots. */
  public void write() throws IOException {
    Path page = docs.resolve("performance.md");
    String text = Files.readString(page);
    text = replace(text, "goals", table(true));
    text = replace(text, "others", table(false));
    text = replace(text, "machine", "Measured on " + results.machine() + ".\n");
    Files.writeString(page, text);
    Path plots = Files.createDirectories(docs.resolve("performance"));
    if (!results.points().isEmpty()) {
      Files.writeString(plots.resolve("hand-over.svg"), handOver());
    }
    Files.writeString(plots.resolve("goals.svg"), new GoalBars(results.results()).svg());
  }

  private String handOver() {
    LogPlot plot = new LogPlot();
    Map<String, Map<Long, Double>> lines = new TreeMap<>();
    for (Point point : results.points()) {
      if (point.java() == PLOTTED_JAVA) {
        lines
            .computeIfAbsent(point.time().contender(), name -> new TreeMap<>())
            .put(point.bytes(), point.time().median());
      }
    }
    lines.forEach(plot::line);
    return plot.svg();
  }

  private static String replace(String page, String what, String made) {
    String begin = BEGIN + what + " -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf(END, from);
    if (from < 0 || to < 0) {
      throw new IllegalStateException("the page has no " + begin.strip() + " ... " + END);
    }
    return page.substring(0, from + begin.length()) + made + page.substring(to);
  }

  private String table(boolean goals) {
    List<Integer> javas = results.results().stream().map(Result::java).distinct().sorted().toList();
    StringBuilder table = new StringBuilder("| what | against | goal |");
    javas.forEach(java -> table.append(" Java ").append(java).append(" |"));
    table.append(" medians |\n| --- | --- | --- |").append(" --- |".repeat(javas.size()));
    table.append(" --- |\n");
    for (Row row : Row.values()) {
      boolean hasGoal = row.goal().sense() != Goal.Sense.NONE;
      List<Result> measured = results.results().stream().filter(r -> r.row() == row).toList();
      if (hasGoal == goals && !measured.isEmpty()) {
        line(table, row, measured, javas);
      }
    }
    return table.toString();
  }

  private static void line(
      StringBuilder table, Row row, List<Result> measured, List<Integer> javas) {
    String against = measured.get(0).other().map(Series::contender).orElse("");
    table.append("| ").append(row.title()).append(" | ").append(against).append(" | ");
    table.append(row.goal()).append(" |");
    for (int java : javas) {
      Optional<Result> result = measured.stream().filter(r -> r.java() == java).findFirst();
      table.append(' ').append(result.map(Page::cell).orElse("")).append(" |");
    }
    table
        .append(' ')
        .append(measured.stream().map(Page::medians).collect(Collectors.joining("; ")));
    table.append(" |\n");
  }

  /** The figure with its spread; in bold where the goal is missed. */
  private static String cell(Result result) {
    List<Double> spread = result.spread();
    String figure = Figure.of(result.figure());
    return "%s (%s to %s)"
        .formatted(
            result.isReached() ? figure : "**" + figure + ", missed**",
            Figure.of(spread.get(0)),
            Figure.of(spread.get(1)));
  }

  private static String medians(Result result) {
    String ours = Figure.of(result.ours().median());
    return result
        .other()
        .map(their -> ours + " : " + Figure.of(their.median()) + " " + their.unit())
        .orElse(ours + " " + result.ours().unit());
  }
}
