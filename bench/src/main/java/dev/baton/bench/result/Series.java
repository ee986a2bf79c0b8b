package dev.baton.bench.result;

import java.util.List;

/**
 * What one contender did, once in each round.
 *
 * @param contender its name
 * @param unit of the figures
 * @param rounds a figure for each round
 */
public record Series(String contender, String unit, List<Double> rounds) {
  /** The figure in the middle. */
  public double median() {
    return median(rounds);
  }

  /** The middle of some figures; of two, halfway between. */
  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Whether more is better: a rate, as against a time. */
  boolean isRate() {
    return unit.endsWith("/s");
  }
}
