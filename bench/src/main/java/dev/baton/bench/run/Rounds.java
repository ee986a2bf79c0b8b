package dev.baton.bench.run;

import dev.baton.bench.result.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders that take turns, A B C A B C ..., so that whatever the machine does besides meets all
 * of them.
 */
public final class Rounds {
  /** Measures once. */
  public interface Measurement {
    /** The figure. */
    double measure() throws Exception;
  }

  private final String unit;
  private final Map<String, Measurement> contenders = new LinkedHashMap<>();

  /** Figures in a unit; one that ends in {@code /s} is a rate. */
  public Rounds(String unit) {
    this.unit = unit;
  }

  /** Adds a contender. */
  public Rounds with(String name, Measurement measurement) {
    contenders.put(name, measurement);
    return this;
  }

  /** Lets them take turns, so many times; figures by contender, in the order they were added. */
  public Map<String, Series> run(int rounds) throws Exception {
    Map<String, Series> all = new LinkedHashMap<>();
    contenders.keySet().forEach(name -> all.put(name, new Series(name, unit, new ArrayList<>())));
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Measurement> contender : contenders.entrySet()) {
        List<Double> figures = all.get(contender.getKey()).rounds();
        figures.add(contender.getValue().measure());
      }
    }
    return all;
  }
}
