package dev.baton.exchange;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotWord;
import dev.baton.layout.TryOutcome;
import dev.baton.store.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * The failed tries that a slot header remembers, in a ring: the last {@link SlotLayout#TRIES} of
 * them. Written by the slot's owner, or by whoever holds the dead owner's lock, before the swap
 * that counts the try; read by the slot's next owner.
 */
public final class Tries {
  private static final int MEMBER = 0;
  private static final int OUTCOME = Long.BYTES;
  private static final int MILLIS = 2 * Long.BYTES;
  private static final int INCARNATION = 3 * Long.BYTES;

  private final Words words;

  /** The tries of the slots of a validated control file. */
  public Tries(Words words) {
    this.words = words;
  }

  /**
   * One failed try.
   *
   * @param member index of the processor's record; not checked
   * @param millis when it ended, wall clock, ms since 1970
   */
  public record Try(int member, long incarnation, TryOutcome outcome, long millis) {}

  /** Notes the try that is now ending. May be repeated after a death in the middle. */
  public void note(int slot, long held, int member, long incarnation, TryOutcome outcome) {
    int place = place(slot, SlotWord.attempts(held));
    words.putLong(place + MEMBER, member);
    words.putLong(place + OUTCOME, outcome.code());
    words.putLong(place + MILLIS, System.currentTimeMillis());
    words.putLong(place + INCARNATION, incarnation);
  }

  /** The failed tries of a filling, the oldest that is remembered first; damaged ones left out. */
  public List<Try> of(int slot, long held) {
    List<Try> tries = new ArrayList<>();
    int attempts = SlotWord.attempts(held);
    for (int i = Math.max(0, attempts - SlotLayout.TRIES); i < attempts; i++) {
      int place = place(slot, i);
      long outcome = words.getLong(place + OUTCOME);
      if (outcome >= 1 && outcome <= TryOutcome.values().length) {
        tries.add(
            new Try(
                (int) words.getLong(place + MEMBER),
                words.getLong(place + INCARNATION),
                TryOutcome.of(outcome),
                words.getLong(place + MILLIS)));
      }
    }
    return tries;
  }

  private static int place(int slot, int attempt) {
    return ControlLayout.slot(slot)
        + SlotLayout.TRY
        + attempt % SlotLayout.TRIES * SlotLayout.TRY_LONGS * Long.BYTES;
  }
}
