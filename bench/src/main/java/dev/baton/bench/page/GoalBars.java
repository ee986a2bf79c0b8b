package dev.baton.bench.page;

import dev.baton.bench.result.Figure;
import dev.baton.bench.result.Goal;
import dev.baton.bench.result.Result;
import java.util.List;

/**
 * How many times faster Baton is than each contender: a bar for each row that has a ratio to reach
 * at least, logarithmic, with a mark at the goal.
 */
final class GoalBars {
  private static final int WIDTH = 920;
  private static final int LEFT = 470;
  private static final int RIGHT = 850;
  private static final int TOP = 84;
  private static final int ROW = 24;
  private static final double LEAST = 0.5;
  private static final double MOST = 1_000;
  private static final int[] TICKS = {1, 10, 100, 1_000};
  private static final int PLOTTED_JAVA = 17;

  private final List<Result> rows;

  GoalBars(List<Result> results) {
    rows =
        results.stream()
            .filter(r -> r.java() == PLOTTED_JAVA && r.other().isPresent())
            .filter(r -> r.row().goal().sense() == Goal.Sense.AT_LEAST)
            .toList();
  }

  String svg() {
    int bottom = TOP + rows.size() * ROW;
    Svg svg = new Svg(WIDTH, bottom + 40);
    svg.text(24, 32, 18, "start", "ink", "How many times as fast");
    svg.text(
        24,
        52,
        13,
        "start",
        "faint",
        "medians of the same session; the mark is what is to be reached");
    for (int tick : TICKS) {
      svg.line(x(tick), TOP - 6, x(tick), bottom, "grid");
      svg.text(x(tick), bottom + 18, 12, "middle", "faint", Figure.of(tick) + " x");
    }
    for (int i = 0; i < rows.size(); i++) {
      bar(svg, rows.get(i), TOP + i * ROW);
    }
    svg.line(x(1), TOP - 6, x(1), bottom, "axis");
    return svg.toString();
  }

  private static void bar(Svg svg, Result result, int top) {
    double figure = result.figure();
    double goal = x(result.row().goal().limit());
    double from = Math.min(x(1), x(figure));
    String label = result.row().title() + ", " + result.ours().unit();
    svg.text(LEFT - 12, top + 15, 12, "end", "ink", shortened(result));
    svg.add(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"><title>%s</title></rect>",
        from,
        top + 4,
        Math.abs(x(figure) - x(1)),
        ROW - 9,
        result.isReached() ? "#2da44e" : "#bf8700",
        label);
    svg.add(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#e5534b\" stroke-width=\"2\"/>",
        goal, top + 1, goal, top + ROW - 2);
    svg.text(Math.max(x(figure), goal) + 8, top + 15, 12, "start", "ink", Figure.of(figure) + " x");
  }

  private static String shortened(Result result) {
    String title = result.row().title().replace("the same", "same");
    String all = title + " : " + result.other().orElseThrow().contender();
    return all.length() <= 68 ? all : all.substring(0, 67) + "…";
  }

  private static double x(double ratio) {
    double bounded = Math.max(LEAST, Math.min(MOST, ratio));
    return LEFT + Math.log(bounded / LEAST) / Math.log(MOST / LEAST) * (RIGHT - LEFT);
  }
}
