package dev.baton.snapshot;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.FilledBy;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.store.Words;
import java.util.Optional;

/**
 * One slot at one moment. What the header says beside the word is only there for a published slot.
 *
 * @param slot which, from 0
 * @param word the slot word as it stood
 * @param state empty if the word is damaged
 * @param loader index of the member that filled it; -1 if not published
 * @param sequence the loader's count of its slots, from 1
 * @param length valid elements
 * @param sinceNanos monotonic clock when it came into its state; 0 if nobody noted that
 */
public record SlotLine(
    int slot,
    long word,
    Optional<SlotState> state,
    int loader,
    long sequence,
    long length,
    long sinceNanos) {

  /** Reads a slot. The word first: what is read after it may be newer, never older. */
  static SlotLine read(Words words, int slot) {
    int header = ControlLayout.slot(slot);
    long word = words.getLongAcquire(header + SlotLayout.WORD);
    boolean sound = SlotWord.isSound(word);
    Optional<SlotState> state = sound ? Optional.of(SlotWord.state(word)) : Optional.empty();
    boolean published = SlotWord.is(word, SlotState.READY) || SlotWord.is(word, SlotState.READING);
    boolean used = published || SlotWord.is(word, SlotState.FILLING);
    long since = used ? words.getLongOpaque(header + SlotLayout.SINCE_NANOS) : 0;
    if (!published) {
      return new SlotLine(slot, word, state, -1, 0, 0, since);
    }
    return new SlotLine(
        slot,
        word,
        state,
        FilledBy.loader(words.getInt(header + SlotLayout.FILLED_BY)),
        words.getLongOpaque(header + SlotLayout.SEQUENCE),
        words.getLongOpaque(header + SlotLayout.LENGTH),
        since);
  }

  public boolean is(SlotState wanted) {
    return state.isPresent() && state.get() == wanted;
  }

  /** Whether its header speaks of it: it was published and is sound. */
  public boolean isPublished() {
    return is(SlotState.READY) || is(SlotState.READING);
  }

  /** Index of the owner's member record, or -1. */
  public int owner() {
    return state.isPresent() ? SlotWord.owner(word) : -1;
  }

  public long generation() {
    return SlotWord.generation(word);
  }

  public int attempts() {
    return SlotWord.attempts(word);
  }
}
