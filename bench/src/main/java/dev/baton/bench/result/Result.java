package dev.baton.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of the table, measured on one Java.
 *
 * @param row which
 * @param java its feature version
 * @param ours what Baton did
 * @param theirs what it is compared with, measured in the same rounds; null for a figure by itself
 */
public record Result(Row row, int java, Series ours, Series theirs) {
  /** What the row's goal is about: the ratio of the medians, or the median itself. */
  public double figure() {
    return other().isPresent() ? ratio(ours.median(), theirs.median()) : ours.median();
  }

  /** The lowest and the highest figure of a round. */
  public List<Double> spread() {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < ours.rounds().size(); i++) {
      double our = ours.rounds().get(i);
      all.add(other().isPresent() ? ratio(our, theirs.rounds().get(i)) : our);
    }
    return List.of(
        all.stream().min(Double::compare).orElseThrow(),
        all.stream().max(Double::compare).orElseThrow());
  }

  /** What it is compared with, if anything. */
  public Optional<Series> other() {
    return Optional.ofNullable(theirs);
  }

  /** Whether the goal is reached. */
  public boolean isReached() {
    return row.goal().isReachedBy(figure());
  }

  /** How much faster, or where little is wanted, how much longer. */
  private double ratio(double our, double their) {
    boolean faster = row.goal().sense() != Goal.Sense.AT_MOST;
    return faster && !ours.isRate() ? their / our : our / their;
  }
}
