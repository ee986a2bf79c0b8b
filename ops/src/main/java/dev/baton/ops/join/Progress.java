package dev.baton.ops.join;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.FilledBy;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.Committed;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ControlView;
import dev.baton.store.Words;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What loaders have published, and what of it is still in slots. Taken before the parts are read:
 * what is released meanwhile stands in a part, and is missing nowhere.
 */
final class Progress {
  /**
   * A loader's progress.
   *
   * @param first sequence of its job's first slot
   * @param last sequence of the last slot that it published
   * @param ended whether nothing more comes of it
   * @param inSlots sequences of those that no processor has released yet
   */
  record OfLoader(long first, long last, boolean ended, Set<Long> inSlots) {}

  private Progress() {}

  /** Every loader that ever attached and whose record stands, by name. */
  static SortedMap<String, OfLoader> of(ControlView view) {
    SortedMap<String, OfLoader> loaders = new TreeMap<>();
    for (MemberRecord member : new MemberTable(view.words()).members()) {
      if (member.role() == Role.LOADER && member.state() != MemberState.UNUSED) {
        boolean ended = member.state() == MemberState.ENDED;
        long last = Committed.of(view, member).sequence();
        loaders.put(
            member.name(),
            new OfLoader(
                member.jobSequence() + 1, last, ended, inSlots(view, member.index(), last)));
      }
    }
    return loaders;
  }

  private static Set<Long> inSlots(ControlView view, int loader, long last) {
    Set<Long> sequences = new HashSet<>();
    for (int slot = 0; slot < view.geometry().slots(); slot++) {
      int header = ControlLayout.slot(slot);
      Words words = view.words();
      long word;
      int filledBy;
      long sequence;
      do {
        word = words.getLongAcquire(header + SlotLayout.WORD);
        filledBy = FilledBy.loader(words.getInt(header + SlotLayout.FILLED_BY));
        sequence = words.getLongOpaque(header + SlotLayout.SEQUENCE);
        Words.acquireFence();
      } while (words.getLongAcquire(header + SlotLayout.WORD) != word);
      boolean published =
          SlotWord.is(word, SlotState.READY) || SlotWord.is(word, SlotState.READING);
      if (published && filledBy == loader && sequence <= last) {
        sequences.add(sequence);
      }
    }
    return sequences;
  }
}
