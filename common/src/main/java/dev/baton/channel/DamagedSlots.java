package dev.baton.channel;

import dev.baton.crash.CrashPoint;
import dev.baton.exchange.Exchange;
import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds slots whose word, or whose header while they are ready, is none that anybody wrote. Nobody
 * claims or borrows such a slot; found here it is named and counted once. When the next look finds
 * it the same, and nobody uses its array, it is due to be seized.
 *
 * <p>Two looks: whoever took the slot just before the damage says in the header that it uses the
 * array, or sees the damage itself, long before the second.
 *
 * <p>Allocates nothing as long as there is no damage.
 */
final class DamagedSlots {
  private static final Logger LOG = LoggerFactory.getLogger(DamagedSlots.class);

  private final Words words;
  private final Exchange exchange;
  private final MemberTable table;
  private final MemberRecord record;
  private final int slots;

  /** The damaged slots that were found so far, each with the word that it had. */
  private final Map<Integer, Long> known = new HashMap<>();

  private final Deque<Found> due = new ArrayDeque<>();

  /**
   * A slot that is to be seized.
   *
   * @param word as it was found: damaged itself, or that of a ready slot
   * @param damage what is wrong, expected and found
   */
  record Found(int slot, long word, String damage) {}

  /** For the member with that record. */
  DamagedSlots(Words words, Exchange exchange, MemberTable table, MemberRecord record, int slots) {
    this.words = words;
    this.exchange = exchange;
    this.table = table;
    this.record = record;
    this.slots = slots;
  }

  /** Looks over all slots. */
  void look() {
    due.clear();
    for (int slot = 0; slot < slots; slot++) {
      long word = exchange.word(slot);
      String damage = SlotDamage.of(words, slot, word);
      if (damage != null && exchange.word(slot) == word) {
        found(slot, word, damage);
      } else if (!known.isEmpty()) {
        known.remove(slot);
      }
    }
  }

  /** The next slot to be seized; null if the last look found no more. */
  Found poll() {
    return due.poll();
  }

  /**
   * Takes a slot for this member, from exactly the word that was found.
   *
   * @return the word that it has then; {@link SlotWord#EMPTY} if another was first
   */
  long seize(Found found) {
    long seized = SlotWord.EMPTY;
    if (!SlotWord.isSound(found.word())) {
      seized = exchange.seize(found.slot(), found.word(), record.index());
    } else if (exchange.borrow(found.slot(), found.word(), record.index())) {
      seized = Exchange.taken(Transition.BORROW, found.word(), record.index());
    }
    if (seized == SlotWord.EMPTY) {
      record.add(Counter.SWAPS_LOST, 1);
    } else {
      CrashPoint.SEIZE_SWAPPED.reached();
      record.activity(Activity.READING);
    }
    return seized;
  }

  private void found(int slot, long word, String damage) {
    Long before = known.put(slot, word);
    if (before == null || before != word) {
      record.add(Counter.DAMAGED, 1);
      LOG.error("event=slot_damaged slot={} damage=\"{}\"", slot, damage);
    } else if (SlotWord.isSound(word) || isUnused(slot)) {
      due.add(new Found(slot, word, damage));
    }
  }

  /** The dead and gone use nothing, and no member stands for one that never was. */
  private boolean isUnused(int slot) {
    int holder = exchange.holderOf(slot);
    return holder < 0 || holder >= ControlLayout.MEMBERS || !table.get(holder).isUsed();
  }
}
