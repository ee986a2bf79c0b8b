package dev.baton.bench.result;

import java.util.Locale;

/** Figures with the digits that count. */
public final class Figure {
  private static final double WHOLE_FROM = 99.5;

  private Figure() {}

  /** {@code 1,234}, {@code 12.3}, {@code 1.23}, {@code 0.0123}; whole numbers without a point. */
  public static String of(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) || size >= WHOLE_FROM) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int digits = (int) Math.max(0, 2 - Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + Math.min(digits, 6) + "f", value);
  }
}
