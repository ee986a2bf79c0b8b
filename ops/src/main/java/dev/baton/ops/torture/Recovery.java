package dev.baton.ops.torture;

import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import java.util.Optional;

/**
 * What follows a death, as the channel's control file shows it: when the slots that the dead held
 * were taken back, and when it was back at work.
 */
final class Recovery {
  private final Watch watch;
  private final Member member;
  private final long sinceNanos;
  private final Optional<MemberRecord> record;
  private final long[] owned;
  private final long incarnation;
  private final long committed;
  private long takenBackNanos = -1;
  private long backAtWorkNanos = -1;

  /** For a member that was just killed at {@code sinceNanos}. */
  Recovery(Watch watch, Member member, long sinceNanos) {
    this.watch = watch;
    this.member = member;
    this.sinceNanos = sinceNanos;
    this.record = watch.record(member);
    this.owned = record.map(watch::ownedBy).orElse(new long[0]);
    this.incarnation = record.map(MemberRecord::incarnation).orElse(0L);
    this.committed = watch.committed(member);
  }

  /** Looks; answers whether the member is back at work. */
  boolean look() {
    long now = System.nanoTime() - sinceNanos;
    if (takenBackNanos < 0 && heldAny() && isTakenBack()) {
      takenBackNanos = now;
    }
    boolean again =
        record.or(() -> watch.record(member)).map(MemberRecord::incarnation).orElse(0L)
                > incarnation
            && watch.committed(member) > committed;
    if (again && backAtWorkNanos < 0) {
      backAtWorkNanos = now;
    }
    return backAtWorkNanos >= 0;
  }

  Member member() {
    return member;
  }

  /** Whether it held a slot when it died. */
  boolean heldAny() {
    for (long word : owned) {
      if (word != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * From the kill until what the dead held could be had by others again; -1 if it held nothing, or
   * that has not happened.
   */
  long takenBackNanos() {
    return takenBackNanos;
  }

  long backAtWorkNanos() {
    return backAtWorkNanos;
  }

  /** Whether no slot is held any more by the incarnation that died. */
  private boolean isTakenBack() {
    for (int slot = 0; slot < owned.length; slot++) {
      if (owned[slot] != 0 && isSameHolding(watch.word(slot), owned[slot])) {
        return false;
      }
    }
    return true;
  }

  private boolean isSameHolding(long now, long before) {
    return SlotWord.owner(now) == SlotWord.owner(before)
        && SlotWord.generation(now) == SlotWord.generation(before)
        && SlotWord.attempts(now) == SlotWord.attempts(before)
        && record.orElseThrow().incarnation() == incarnation;
  }
}
