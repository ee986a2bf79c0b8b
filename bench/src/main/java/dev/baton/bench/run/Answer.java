package dev.baton.bench.run;

import java.util.HashMap;
import java.util.Map;

/** What a {@link Child} answers: {@code = name=number name=number ...}. */
public final class Answer {
  private static final String MARK = "= ";

  private final Map<String, Double> figures;

  private Answer(Map<String, Double> figures) {
    this.figures = figures;
  }

  /** Whether a line is an answer, and not something that a library has to say. */
  static boolean isAnswer(String line) {
    return line.startsWith(MARK);
  }

  static Answer of(String line) {
    Map<String, Double> figures = new HashMap<>();
    for (String pair : line.substring(MARK.length()).strip().split(" ", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        figures.put(parts[0], Double.valueOf(parts[1]));
      }
    }
    return new Answer(figures);
  }

  /** A line that {@link #of} understands. */
  public static String line(Map<String, ? extends Number> figures) {
    StringBuilder line = new StringBuilder(MARK);
    figures.forEach((name, value) -> line.append(name).append('=').append(value).append(' '));
    return line.toString();
  }

  /** A figure that must be there. */
  public double get(String figure) {
    Double value = figures.get(figure);
    if (value == null) {
      throw new IllegalStateException("no " + figure + " in " + figures);
    }
    return value;
  }
}
