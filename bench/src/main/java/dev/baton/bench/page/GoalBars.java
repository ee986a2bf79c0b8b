package dev.baton.bench.page;

import dev.baton.bench.result.Figure;
import dev.baton.bench.result.Goal;
import dev.baton.bench.result.Result;
import java.util.List;

/**
 * How many times as fast as each contender Baton is: a bar for each row that has a ratio to reach
 * at least, logarithmic, from 1 to the right where Baton is faster and to the left where it is
 * slower, with a mark at the goal. A bar that reaches its goal is filled, one that misses it an
 * outline, so that they differ without colours too.
 */
final class GoalBars {
  private static final int WIDTH = 960;
  private static final int LEFT = 470;
  private static final int RIGHT = 850;
  private static final int TOP = 104;
  private static final int ROW = 24;
  private static final double LEAST = 0.4;
  private static final double MOST = 1_000;
  private static final int[] TICKS = {1, 10, 100, 1_000};
  private static final int PLOTTED_JAVA = 17;
  private static final String REACHED = "fill=\"#2da44e\" stroke=\"#2da44e\"";
  private static final String MISSED =
      "fill=\"#bf8700\" fill-opacity=\"0.12\" stroke=\"#bf8700\" stroke-width=\"1.5\"";

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
    svg.text(24, 32, 18, "start", "ink", "How many times as fast as others Baton is");
    svg.text(24, 52, 13, "start", "faint", "longer to the right is better; medians of one session");
    legend(svg);
    svg.text(x(1) - 8, TOP - 12, 12, "end", "faint", "← slower");
    svg.text(x(1) + 8, TOP - 12, 12, "start", "faint", "faster →");
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

  private static void legend(Svg svg) {
    rectangle(svg, 24, 66, 22, REACHED, "");
    svg.text(54, 77, 12, "start", "ink", "goal reached");
    rectangle(svg, 150, 66, 22, MISSED, "");
    svg.text(180, 77, 12, "start", "ink", "goal missed");
    mark(svg, 272, 61);
    svg.text(282, 77, 12, "start", "ink", "the goal");
  }

  private static void bar(Svg svg, Result result, int top) {
    double figure = result.figure();
    double limit = result.row().goal().limit();
    String label = result.row().title() + ", " + result.ours().unit();
    svg.text(LEFT - 12, top + 15, 12, "end", "ink", shortened(result));
    rectangle(
        svg,
        Math.min(x(1), x(figure)),
        top + 4,
        Math.abs(x(figure) - x(1)),
        result.isReached() ? REACHED : MISSED,
        "<title>" + label + "</title>");
    mark(svg, x(limit), top);
    String wanted = result.isReached() ? "" : ", goal " + Figure.of(limit) + " x";
    double right = Math.max(x(1), Math.max(x(figure), x(limit)));
    svg.text(right + 8, top + 15, 12, "start", "ink", Figure.of(figure) + " x" + wanted);
  }

  private static void rectangle(
      Svg svg, double left, int top, double width, String look, String content) {
    svg.add(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" %s>%s</rect>",
        left, top, width, ROW - 9, look, content);
  }

  private static void mark(Svg svg, double at, int top) {
    svg.add(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#e5534b\" stroke-width=\"2.5\"/>",
        at, top + 1, at, top + ROW - 2);
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
