package dev.baton.channel;

import dev.baton.crash.CrashPoint;
import dev.baton.exchange.Exchange;
import dev.baton.exchange.TokenKind;
import dev.baton.layout.Counter;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.TryOutcome;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts in order what a member left behind that did not leave in order. The caller holds that
 * member's lock. Every step may be repeated after a death in the middle.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** Told of every slot that was taken back, so that others hear of it. */
  interface News {
    /** Nobody is told: all look over the slot words sooner or later. */
    News UNTOLD = (kind, slot, word) -> {};

    /**
     * By tokens of the dead that nobody will find: whoever misses them looks over the slot words.
     */
    static News countedOn(MemberTable table) {
      return (kind, slot, word) -> {
        MemberRecord dead = table.get(SlotWord.owner(word));
        dead.news(dead.news() + 1);
      };
    }

    /** A slot was taken back; {@code word} is what it was before. */
    void takenBack(TokenKind kind, int slot, long word);
  }

  private final Exchange exchange;
  private final int slots;
  private final News news;

  Recovery(Exchange exchange, int slots, News news) {
    this.exchange = exchange;
    this.slots = slots;
    this.news = news;
  }

  /**
   * Settles the member's note first, and only then takes its slots back: the slot word tells on
   * which side of the swap the member died, and tells it no more once the slot is taken back.
   *
   * @return how many slots were taken back
   */
  int recover(MemberRecord member) {
    settle(member);
    int taken = takeBack(member);
    member.add(Counter.SLOTS_RECLAIMED, taken);
    return taken;
  }

  private void settle(MemberRecord member) {
    if (!member.hasNote()) {
      return;
    }
    if (!member.isNoteSound()) {
      LOG.error(
          "event=note_damaged member={} effect=\"whether its last slot counts is not known\"",
          member.name());
      return;
    }
    long slot = member.noteSlot();
    boolean held = false;
    if (slot >= 0 && slot < slots) {
      long word = exchange.word((int) slot);
      held =
          SlotWord.isSound(word)
              && SlotWord.owner(word) == member.index()
              && SlotWord.generation(word) == member.noteGeneration();
    }
    if (held) {
      member.dropNote();
    } else {
      member.commitNote();
    }
    CrashPoint.NOTE_SETTLED.reached();
  }

  private int takeBack(MemberRecord member) {
    int owner = member.index();
    int taken = 0;
    for (int slot = 0; slot < slots; slot++) {
      long word = exchange.word(slot);
      if (!SlotWord.isSound(word)) {
        exchange.letGo(slot, owner);
        continue;
      }
      if (SlotWord.owner(word) != owner) {
        continue;
      }
      boolean filling = SlotWord.is(word, SlotState.FILLING);
      if (SlotWord.is(word, SlotState.READING)) {
        exchange.tries().note(slot, word, owner, member.incarnation(), TryOutcome.DIED);
        CrashPoint.TRY_NOTED.reached();
      }
      boolean swapped = filling ? exchange.abort(slot, word) : exchange.requeue(slot, word, true);
      if (swapped) {
        taken++;
        CrashPoint.SLOT_TAKEN_BACK.reached();
        news.takenBack(filling ? TokenKind.ABORT : TokenKind.REQUEUE, slot, word);
        CrashPoint.SLOT_TAKEN_BACK_TOLD.reached();
      }
    }
    return taken;
  }
}
