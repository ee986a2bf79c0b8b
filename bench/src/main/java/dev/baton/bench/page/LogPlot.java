package dev.baton.bench.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Time against size, both logarithmic: a line for each contender, its name at its end. */
final class LogPlot {
  private static final int WIDTH = 920;
  private static final int HEIGHT = 520;
  private static final int LEFT = 84;
  private static final int RIGHT = 690;
  private static final int TOP = 70;
  private static final int BOTTOM = 460;
  private static final int LABEL_HEIGHT = 18;
  private static final double LEAST_NANOS = 100;
  private static final double MOST_NANOS = 1e10;
  private static final long LEAST_BYTES = 4L << 10;
  private static final long MOST_BYTES = 256L << 20;

  /** Readable on light and on dark paper alike; ours comes first. */
  private static final String OURS = "#e5534b";

  private static final List<String> COLOURS =
      List.of("#4184e4", "#2da44e", "#a371f7", "#bf8700", "#1b9aaa", "#8b949e", "#d16ba5");

  private final Map<String, Map<Long, Double>> lines = new LinkedHashMap<>();

  /** Adds a line: bytes, and nanoseconds. */
  void line(String name, Map<Long, Double> points) {
    lines.put(name, points);
  }

  String svg() {
    Svg svg = new Svg(WIDTH, HEIGHT);
    svg.text(24, 32, 18, "start", "ink", "Time to hand an array to another process");
    svg.text(
        24,
        52,
        13,
        "start",
        "faint",
        "from setting out until the sender hears that it is there; less is better");
    axes(svg);
    List<Label> labels = new ArrayList<>();
    int next = 0;
    for (Map.Entry<String, Map<Long, Double>> line : lines.entrySet()) {
      boolean ours = line.getKey().equals("Baton");
      String colour = ours ? OURS : COLOURS.get(next++ % COLOURS.size());
      labels.add(draw(svg, line.getKey(), line.getValue(), colour, ours));
    }
    place(svg, labels);
    return svg.toString();
  }

  private record Label(String name, double x, double y, String colour, boolean ours) {}

  private Label draw(Svg svg, String name, Map<Long, Double> points, String colour, boolean ours) {
    StringBuilder path = new StringBuilder();
    double x = 0;
    double y = 0;
    for (Map.Entry<Long, Double> point : points.entrySet()) {
      x = x(point.getKey());
      y = y(point.getValue());
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", x, y));
      svg.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"/>", x, y, ours ? 5 : 3, colour);
    }
    svg.add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>",
        path, colour, ours ? 4 : 2);
    return new Label(name, x, y, colour, ours);
  }

  /** Names stand at the height where their lines end, or below the one above. */
  private static void place(Svg svg, List<Label> labels) {
    labels.sort(Comparator.comparingDouble(Label::y));
    double lowest = Double.NEGATIVE_INFINITY;
    for (Label label : labels) {
      double y = Math.max(label.y() + 5, lowest + LABEL_HEIGHT);
      lowest = y;
      svg.add(
          "<path d=\"M%.1f %.1f L%d %.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"1\""
              + " stroke-dasharray=\"2 3\"/>",
          label.x() + 6, label.y(), RIGHT + 18, y - 5, label.colour());
      String weight = label.ours() ? "; font-weight: 700" : "";
      svg.text(
          RIGHT + 24,
          y,
          label.ours() ? 16 : 14,
          "start",
          "fill: " + label.colour() + weight,
          label.name());
    }
  }

  private static void axes(Svg svg) {
    String[] times = {
      "100 ns", "1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s"
    };
    for (int i = 0; i < times.length; i++) {
      double y = y(LEAST_NANOS * Math.pow(10, i));
      svg.line(LEFT, y, RIGHT, y, "grid");
      svg.text(LEFT - 8, y + 4, 12, "end", "faint", times[i]);
    }
    String[] sizes = {"4 KiB", "64 KiB", "1 MiB", "16 MiB", "256 MiB"};
    for (int i = 0; i < sizes.length; i++) {
      double x = x(LEAST_BYTES << (4 * i));
      svg.line(x, TOP, x, BOTTOM, "grid");
      svg.text(x, BOTTOM + 20, 12, "middle", "faint", sizes[i]);
    }
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
    svg.line(LEFT, TOP, LEFT, BOTTOM, "axis");
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 42, 13, "middle", "ink", "size of the array");
  }

  private static double x(long bytes) {
    double part = Math.log((double) bytes / LEAST_BYTES) / Math.log(MOST_BYTES / LEAST_BYTES);
    return LEFT + part * (RIGHT - LEFT);
  }

  private static double y(double nanos) {
    double part = Math.log(nanos / LEAST_NANOS) / Math.log(MOST_NANOS / LEAST_NANOS);
    return BOTTOM - part * (BOTTOM - TOP);
  }
}
