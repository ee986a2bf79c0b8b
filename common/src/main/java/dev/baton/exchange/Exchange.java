package dev.baton.exchange;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.store.Words;

/**
 * The hand-off: the only class that swaps slot words, one verb a transition.
 *
 * <p>Assumptions:
 *
 * <ol>
 *   <li>A member index is used by one live member at a time: the holder of that member's kernel
 *       lock.
 *   <li>Whoever swaps a word away from its owner is that owner, or holds the dead owner's kernel
 *       lock. A damaged word names no owner: it is swapped away by whoever has seen that nobody
 *       uses the array.
 *   <li>The owner writes a slot's header and elements before the swap that gives the slot away, and
 *       never after.
 *   <li>A generation does not come round (2^40 fillings of one slot) while somebody still remembers
 *       an old one.
 * </ol>
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>At every moment a taken slot has exactly one owner, named in the same word: there is no
 *       moment at which a slot is taken and nobody's.
 *   <li>Each filling is borrowed by one processor at a time, and released once.
 *   <li>Whoever made a swap sees everything that the swaps before it on this slot gave away: a
 *       compare-and-set is a full fence, and readers look with acquire.
 *   <li>A swap from anything but the exact word seen fails and changes nothing: late, repeated and
 *       stale news is harmless.
 * </ol>
 *
 * <p>Every verb answers whether it made the swap; false means that another member was first, and is
 * no error. Safe for any thread; allocates nothing.
 */
public final class Exchange {
  private final Words words;
  private final Tries tries;

  /** The slots of a validated control file. */
  public Exchange(Words words) {
    this.words = words;
    this.tries = new Tries(words);
  }

  /** The failed tries that the slots' headers remember, for whoever is about to count one. */
  public Tries tries() {
    return tries;
  }

  /** The slot word as it is now. */
  public long word(int slot) {
    return words.getLongAcquire(offset(slot));
  }

  /** FREE to FILLING. */
  public boolean claim(int slot, long seen, int owner) {
    return take(Transition.CLAIM, slot, seen, owner);
  }

  /** FILLING to READY; commits the loader's note. */
  public boolean publish(int slot, long held) {
    return giveBack(Transition.PUBLISH, slot, held, 0, -1, SlotWord.generation(held));
  }

  /** FILLING to FREE: the slot was not filled. */
  public boolean abort(int slot, long held) {
    return giveBack(Transition.ABORT, slot, held, 0, -1, SlotWord.generation(held));
  }

  /** READY to READING. */
  public boolean borrow(int slot, long seen, int owner) {
    return take(Transition.BORROW, slot, seen, owner);
  }

  /** READING to FREE, next generation; commits the processor's note. */
  public boolean release(int slot, long held) {
    return giveBack(Transition.RELEASE, slot, held, 0, -1, SlotWord.generation(held) + 1);
  }

  /** READING to READY, for another try; {@code failed} counts the try that was. */
  public boolean requeue(int slot, long held, boolean failed) {
    int attempts = Math.min(SlotWord.MAX_ATTEMPTS, SlotWord.attempts(held) + (failed ? 1 : 0));
    return giveBack(Transition.REQUEUE, slot, held, attempts, -1, SlotWord.generation(held));
  }

  /**
   * A damaged word, whatever it was, to READING: only from exactly that damage. The caller knows
   * that nobody uses the array, and sets it aside.
   *
   * <p>The generation is one that the slot has not had, and so another than that of the header: if
   * the caller dies, the slot is ready with a header that does not check, and is no more than set
   * aside.
   *
   * @return the word that the caller holds then, or 0 if another was first
   */
  public long seize(int slot, long damaged, int owner) {
    long published = words.getLong(ControlLayout.slot(slot) + SlotLayout.GENERATION);
    long generation = Math.max(SlotWord.generation(damaged), published + 1);
    long seized = SlotWord.of(SlotState.READING, 0, owner, generation);
    boolean made =
        !SlotWord.isSound(damaged)
            && words.compareAndSet(offset(slot), damaged, seized)
            && hold(slot, seized);
    return made ? seized : 0;
  }

  /**
   * Index of the member that uses the slot's array, as the header has it; -1 for nobody. Not
   * checked.
   */
  public int holderOf(int slot) {
    return words.getInt(holder(slot)) - 1;
  }

  /**
   * Says since when the slot has been in its state, on the monotonic clock, ns: by whoever holds
   * it, after taking it, as of the turn of the work loop in which it was seen, or before giving it
   * back.
   */
  public void since(int slot, long nanos) {
    words.putLongOpaque(ControlLayout.slot(slot) + SlotLayout.SINCE_NANOS, nanos);
  }

  /**
   * Says of a slot with a damaged word that a member uses its array no more, if it was that one.
   * The caller holds the dead member's lock.
   */
  public void letGo(int slot, int dead) {
    if (holderOf(slot) == dead) {
      words.putInt(holder(slot), 0);
    }
  }

  /** The word after a claim or a borrow that was made. */
  public static long taken(Transition taking, long seen, int owner) {
    int attempts = taking == Transition.BORROW ? SlotWord.attempts(seen) : 0;
    return SlotWord.of(taking.to(), attempts, owner, SlotWord.generation(seen));
  }

  private boolean take(Transition taking, int slot, long seen, int owner) {
    long taken = taken(taking, seen, owner);
    return SlotWord.is(seen, taking.from())
        && words.compareAndSet(offset(slot), seen, taken)
        && hold(slot, taken);
  }

  /**
   * Says in the header who uses the array now: a word that is damaged later does not tell. Whoever
   * seizes such a slot looks at the word first, and some time later at the holder; so either it
   * sees this, or the damage is seen here.
   */
  private boolean hold(int slot, long taken) {
    words.putInt(holder(slot), SlotWord.owner(taken) + 1);
    boolean held = word(slot) == taken;
    if (!held) {
      words.putInt(holder(slot), 0);
    }
    return held;
  }

  /**
   * The array is used no more, whether or not the swap is made. The word that is held comes from
   * {@link #taken}, so that it is sound; if the slot's word is not, the swap is not made.
   */
  private boolean giveBack(
      Transition transition, int slot, long held, int attempts, int owner, long generation) {
    words.putInt(holder(slot), 0);
    return SlotWord.saysState(held, transition.from())
        && words.compareAndSet(
            offset(slot), held, SlotWord.of(transition.to(), attempts, owner, generation));
  }

  private static int holder(int slot) {
    return ControlLayout.slot(slot) + SlotLayout.HOLDER;
  }

  private static int offset(int slot) {
    return ControlLayout.slot(slot) + SlotLayout.WORD;
  }
}
