package dev.baton.jcstress;

import dev.baton.exchange.Exchange;
import dev.baton.layout.SlotWord;

/** What became of slot 0, as outcomes have it. */
public final class Slots {
  private Slots() {}

  /** {@code ready of 0, tried 1}, {@code reading of 0 by 2}; and the holder, if it is another. */
  public static String describe(Exchange exchange) {
    long word = exchange.word(0);
    if (!SlotWord.isSound(word)) {
      return "damaged";
    }
    int owner = SlotWord.owner(word);
    int attempts = SlotWord.attempts(word);
    return SlotWord.state(word).word()
        + " of "
        + SlotWord.generation(word)
        + (owner < 0 ? "" : " by " + owner)
        + (attempts == 0 ? "" : ", tried " + attempts)
        + (exchange.holderOf(0) == owner ? "" : ", held by " + exchange.holderOf(0));
  }
}
