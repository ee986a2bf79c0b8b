package dev.baton.channel;

import dev.baton.exchange.Exchange;
import dev.baton.exchange.SlotHeader;
import dev.baton.layout.Counter;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.store.Words;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds slots whose word, or whose header while they are ready, is none that anybody wrote. Such a
 * slot is in no state, so nobody claims or borrows it; found here it is named and counted once.
 *
 * <p>Allocates nothing as long as there is no damage.
 */
final class DamagedSlots {
  private static final Logger LOG = LoggerFactory.getLogger(DamagedSlots.class);

  private final Words words;
  private final Exchange exchange;
  private final MemberRecord record;
  private final int slots;

  /** The damaged slots that were found so far, each with the word that it had. */
  private final Map<Integer, Long> known = new HashMap<>();

  DamagedSlots(Words words, Exchange exchange, MemberRecord record, int slots) {
    this.words = words;
    this.exchange = exchange;
    this.record = record;
    this.slots = slots;
  }

  /** Looks over all slots. */
  void look() {
    for (int slot = 0; slot < slots; slot++) {
      long word = exchange.word(slot);
      String damage = damage(slot, word);
      if (damage != null && exchange.word(slot) == word) {
        found(slot, word, damage);
      } else if (!known.isEmpty()) {
        known.remove(slot);
      }
    }
  }

  /** What is damaged of a slot, expected and found; null if nothing is. */
  private String damage(int slot, long word) {
    if (!SlotWord.isSound(word)) {
      return "word: expected a sound one, found " + String.format("%016x", word);
    }
    boolean ready = SlotWord.is(word, SlotState.READY);
    if (ready && !SlotHeader.isSound(words, slot, SlotWord.generation(word))) {
      String damage = SlotHeader.damage(words, slot, SlotWord.generation(word));
      Words.acquireFence(); // before the word is read again: a header is believed in READY only
      return "header's " + damage;
    }
    return null;
  }

  private void found(int slot, long word, String damage) {
    Long before = known.put(slot, word);
    if (before == null || before != word) {
      record.add(Counter.DAMAGED, 1);
      LOG.error("event=slot_damaged slot={} damage=\"{}\"", slot, damage);
    }
  }
}
