package dev.baton.channel;

import dev.baton.exchange.SlotHeader;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.WordCheck;
import dev.baton.store.Words;

/** What is wrong with a slot that is in a state in which nobody put it. */
final class SlotDamage {
  private SlotDamage() {}

  /**
   * What is damaged of a slot with that word, expected and found; null if nothing is. Holds if the
   * word is still the same afterwards. Allocates nothing as long as there is no damage.
   */
  static String of(Words words, int slot, long word) {
    if (!SlotWord.isSound(word)) {
      return String.format(
          "slot word damaged: found %016x, expected one that checks, such as %016x; may have been"
              + " processed already",
          word, WordCheck.seal(word));
    }
    boolean ready = SlotWord.is(word, SlotState.READY);
    if (ready && !SlotHeader.isSound(words, slot, SlotWord.generation(word))) {
      String damage = SlotHeader.damage(words, slot, SlotWord.generation(word));
      Words.acquireFence(); // before the word is read again: a header is believed in READY only
      return "header damaged: " + damage + "; may have been processed already";
    }
    return null;
  }
}
