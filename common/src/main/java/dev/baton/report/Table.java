package dev.baton.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Aligned columns. A column of numbers is aligned to the right; one in which nothing stands is left
 * out.
 */
public final class Table {
  private static final String GAP = "  ";

  private final String[] headings;
  private final List<String[]> rows = new ArrayList<>();

  /** Columns; a heading that starts with {@code >} belongs to a column of numbers. */
  public Table(String... headings) {
    this.headings = headings.clone();
  }

  /** Adds a row with a cell for each column. */
  public void add(String... cells) {
    if (cells.length != headings.length) {
      throw new IllegalArgumentException(
          cells.length + " cells: expected " + headings.length + ", " + Arrays.toString(cells));
    }
    rows.add(cells.clone());
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, headings first, each ended by a line break. */
  @Override
  public String toString() {
    int[] widths = new int[headings.length];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(column);
    }
    StringBuilder text = new StringBuilder();
    String[] names = new String[headings.length];
    Arrays.setAll(names, column -> name(column));
    line(text, names, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private void line(StringBuilder text, String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.length; column++) {
      if (widths[column] > 0) {
        String space = " ".repeat(widths[column] - cells[column].length());
        line.append(line.isEmpty() ? "" : GAP);
        line.append(isNumeric(column) ? space + cells[column] : cells[column] + space);
      }
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    return widest == 0 ? 0 : Math.max(widest, name(column).length());
  }

  private boolean isNumeric(int column) {
    return headings[column].startsWith(">");
  }

  private String name(int column) {
    return isNumeric(column) ? headings[column].substring(1) : headings[column];
  }
}
