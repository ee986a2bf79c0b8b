package dev.baton.bench.page;

import java.util.Locale;

/**
 * A picture in SVG, in colours that go with a light and with a dark background: it brings its own,
 * whichever the reader's system prefers.
 */
final class Svg {
  private static final String STYLE =
      """
      <style>
        .paper { fill: #ffffff } .ink { fill: #1f2328 } .faint { fill: #59636e }
        .grid { stroke: #d8dee4; stroke-width: 1 } .axis { stroke: #59636e; stroke-width: 1 }
        text { font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
        @media (prefers-color-scheme: dark) {
          .paper { fill: #0d1117 } .ink { fill: #e6edf3 } .faint { fill: #9198a1 }
          .grid { stroke: #262c36 } .axis { stroke: #9198a1 }
        }
      </style>
      """;

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
    add("<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"6\"/>", width, height);
  }

  /** Adds an element. */
  void add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /**
   * Adds a text.
   *
   * @param anchor start, middle or end
   * @param look a class, {@code ink} or {@code faint}, or a style of its own
   */
  void text(double x, double y, int size, String anchor, String look, String words) {
    String how = look.contains(":") ? "style=\"" + look + "\"" : "class=\"" + look + "\"";
    add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\" %s>%s</text>",
        x, y, size, anchor, how, words.replace("&", "&amp;").replace("<", "&lt;"));
  }

  /** Adds a straight line. */
  void line(double x1, double y1, double x2, double y2, String look) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>",
        x1, y1, x2, y2, look);
  }

  /** The whole picture. */
  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
            width,
            height)
        + STYLE
        + body
        + "</svg>\n";
  }
}
