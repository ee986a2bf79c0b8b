package dev.baton.member;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotWord;
import dev.baton.store.ControlView;
import dev.baton.store.Words;

/**
 * How far a member has come, alive or dead, as whoever recovers it would find: the note counts if
 * the slot's word says that the swap was made. For those who only look; nothing is written.
 *
 * @param sequence slots published or released
 * @param output bytes of output that stand for them; -1 if the sink cannot tell
 * @param input which source, and which of its files, the next slot is read from, as {@code
 *     SourcePosition.input} has them
 * @param offset where in that file, in the source's unit: bytes of text, elements of an array
 * @param line line of text there, or 0
 */
public record Committed(long sequence, long output, long input, long offset, long line) {
  /** How long a member that commits all the time is looked at again. */
  private static final int TRIES = 1_000_000;

  /** One that does not check for so long was not caught in a change: it is damaged. */
  private static final int UNSOUND = 10_000;

  /** Of a note, or of what is committed: both are laid out alike, from their sequence on. */
  static Committed read(Words words, int from) {
    int position = from + MemberLayout.NOTE_POSITION - MemberLayout.NOTE_SEQUENCE;
    return new Committed(
        words.getLong(from),
        words.getLong(from + MemberLayout.NOTE_OUTPUT - MemberLayout.NOTE_SEQUENCE),
        words.getLong(position),
        words.getLong(position + Long.BYTES),
        words.getLong(position + 2 * Long.BYTES));
  }

  /**
   * Looks at a member's record until two looks in a row see the same.
   *
   * @throws BatonException {@link Reason#BAD_DATA} if the record is damaged
   */
  public static Committed of(ControlView view, MemberRecord member) {
    Look before = Look.at(view, member);
    for (int i = 0; i < TRIES; i++) {
      Words.acquireFence();
      Look now = Look.at(view, member);
      if (now.equals(before) && now.sound()) {
        return now.settled();
      }
      if (i >= UNSOUND && !now.sound()) {
        throw new BatonException(
            Reason.BAD_DATA,
            "member " + member.name() + ": its committed position is damaged",
            "how much of its output counts cannot be told: compare it with the input");
      }
      before = now;
    }
    throw new IllegalStateException("member " + member.name() + " does not hold still");
  }

  /** All that is to be seen at one moment, if the next look sees the same. */
  private record Look(
      long incarnation,
      boolean noted,
      boolean swapped,
      boolean sound,
      Committed note,
      Committed committed) {

    static Look at(ControlView view, MemberRecord member) {
      boolean noted = member.hasNote();
      boolean swapped = noted && isSwapped(view, member);
      return new Look(
          member.incarnation(),
          noted,
          swapped,
          (!noted || member.isNoteSound()) && (swapped || member.isProgressSound()),
          member.noted(),
          member.committed());
    }

    Committed settled() {
      return swapped ? note : committed;
    }

    private static boolean isSwapped(ControlView view, MemberRecord member) {
      long slot = member.noteSlot();
      if (slot < 0 || slot >= view.geometry().slots()) {
        return true; // as Recovery takes it
      }
      long word = view.words().getLongAcquire(ControlLayout.slot((int) slot) + SlotLayout.WORD);
      return !SlotWord.isSound(word)
          || SlotWord.owner(word) != member.index()
          || SlotWord.generation(word) != member.noteGeneration();
    }
  }
}
