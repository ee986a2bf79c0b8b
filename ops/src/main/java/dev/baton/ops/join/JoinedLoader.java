package dev.baton.ops.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much of one loader's data the parts hold.
 *
 * @param name the loader's
 * @param first sequence of its first slot that is joined
 * @param published sequence of the last slot that it published
 * @param joinedTo sequence of the last slot that is joined: all up to the first that is still in
 *     the channel
 * @param slots how many slots are joined
 * @param waiting how many published slots are in the channel, or wait for those to be released
 * @param missing sequences that are neither in a part nor in the channel, as ranges
 * @param missingSlots how many they are
 * @param ended whether nothing more comes of it
 */
public record JoinedLoader(
    String name,
    long first,
    long published,
    long joinedTo,
    long slots,
    long waiting,
    List<String> missing,
    long missingSlots,
    boolean ended) {
  private static final int MOST_RANGES = 10;

  static JoinedLoader of(
      String name, Optional<Progress.OfLoader> progress, Pieces.OfLoader pieces) {
    long first = progress.map(Progress.OfLoader::first).orElse(Long.MAX_VALUE);
    long last = progress.map(Progress.OfLoader::last).orElse(0L);
    if (pieces != null) {
      first = Math.min(first, pieces.lowest());
      last = Math.max(last, pieces.highest());
    }
    long joinedTo = last;
    long slots = 0;
    long missingSlots = 0;
    long gap = 0;
    List<String> missing = new ArrayList<>();
    for (long sequence = first; sequence <= joinedTo; sequence++) {
      boolean there = pieces != null && pieces.place(sequence) >= 0;
      boolean inSlot =
          !there && progress.isPresent() && progress.get().inSlots().contains(sequence);
      boolean gone = !there && !inSlot;
      slots += there ? 1 : 0;
      missingSlots += gone ? 1 : 0;
      if (gone && gap == 0) {
        gap = sequence;
      }
      if (!gone && gap != 0) {
        note(missing, gap, sequence - 1);
        gap = 0;
      }
      if (inSlot) {
        joinedTo = sequence - 1;
      }
    }
    if (gap != 0) {
      note(missing, gap, joinedTo);
    }
    return new JoinedLoader(
        name,
        first,
        last,
        joinedTo,
        slots,
        last - joinedTo,
        List.copyOf(missing),
        missingSlots,
        progress.map(Progress.OfLoader::ended).orElse(true));
  }

  private static void note(List<String> missing, long from, long to) {
    if (missing.size() < MOST_RANGES) {
      missing.add(from == to ? Long.toString(from) : from + "-" + to);
    } else if (missing.size() == MOST_RANGES) {
      missing.add("...");
    }
  }

  /** Whether all of its data is joined, and nothing more will come. */
  public boolean isComplete() {
    return ended && waiting == 0 && missingSlots == 0;
  }
}
