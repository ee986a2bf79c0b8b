package dev.baton.ops.torture;

import java.util.Locale;

/**
 * One thing that is done to a line of members, as the schedule says it.
 *
 * @param afterMillis how long after the one before it was over
 * @param kind what is done
 * @param member the number of the member that it is done to, loaders first; all members for {@link
 *     Kind#KILL_ALL}
 * @param other the number of a second member, where the kind needs one; never the first
 * @param millis how long a stopped member stays so, or how long after the first the second is
 *     killed
 * @param word the crash point, or the signal
 */
record Blow(int afterMillis, Kind kind, int member, int other, int millis, String word) {

  /** What is done. */
  enum Kind {
    /** SIGKILL. */
    KILL,
    /** SIGKILL of one, and of another a moment later. */
    KILL_TWO,
    /** SIGKILL of one, while another is to die as it takes the first one's slots back. */
    KILL_RECLAIMER,
    /** SIGKILL of all at once. */
    KILL_ALL,
    /** SIGSTOP, and SIGCONT later. */
    STOP,
    /** A signal that asks to leave. */
    SIGNAL;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One line of the schedule. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "+%d ms %s %d %d %d %s",
        afterMillis,
        kind.word(),
        member,
        other,
        millis,
        word);
  }
}
