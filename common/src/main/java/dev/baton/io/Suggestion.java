package dev.baton.io;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that a mistyped one is nearest to. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest of {@code known}, if it is at most two edits away from {@code word}. */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> edits(word, candidate) <= 2)
        .min(Comparator.comparingInt((String candidate) -> edits(word, candidate)));
  }

  /** Levenshtein's distance: insertions, deletions and substitutions, each of one character. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
