package dev.baton.ops.top;

import dev.baton.layout.Counter;
import dev.baton.snapshot.HandOffs;
import dev.baton.snapshot.MemberLine;

/**
 * What a member did between two looks.
 *
 * @param now the member at the second look
 * @param seconds between the looks; 0 if there was no first one
 * @param slots published or released
 * @param elements in them
 * @param bytes in them
 * @param waiting the part of the time that it waited for a slot, 0 to 1
 * @param redelivered slots borrowed that had been tried before
 * @param handOffs how long those that it borrowed had waited
 */
public record MemberRate(
    MemberLine now,
    double seconds,
    long slots,
    long elements,
    long bytes,
    double waiting,
    long redelivered,
    HandOffs handOffs) {

  /** From a member at two looks; {@code before} is null for one that was not there. */
  static MemberRate between(MemberLine before, MemberLine now, double seconds) {
    boolean same = before != null && before.name().equals(now.name());
    MemberLine from = same ? before : now;
    double waited = delta(from, now, Counter.WAITING_NANOS) / 1e9;
    return new MemberRate(
        now,
        seconds,
        delta(from, now, Counter.SLOTS_PUBLISHED) + delta(from, now, Counter.SLOTS_RELEASED),
        delta(from, now, Counter.ELEMENTS),
        delta(from, now, Counter.BYTES),
        isWaiting(now) && waited == 0 ? 1 : seconds == 0 ? 0 : Math.min(1, waited / seconds),
        delta(from, now, Counter.SLOTS_REDELIVERED),
        now.handOffs().since(from.handOffs()));
  }

  /** A count per second; 0 at the first look. */
  public double perSecond(long count) {
    return seconds > 0 ? count / seconds : 0;
  }

  /** Whether it fills slots. */
  public boolean isLoader() {
    return now.role().equals("loader");
  }

  /** A wait is counted when it is over. */
  private static boolean isWaiting(MemberLine member) {
    return member.activity().startsWith("waiting for ") || member.activity().equals("paused");
  }

  private static long delta(MemberLine before, MemberLine now, Counter counter) {
    return Math.max(0, now.counters().get(counter) - before.counters().get(counter));
  }
}
