package dev.baton.ops.torture;

import dev.baton.crash.CrashPoint;
import java.util.Locale;

/**
 * One thing that is done in a scene.
 *
 * @param kind what is done
 * @param member the number of the member that it is done to, loaders first
 * @param part what the member is doing when it dies; null where nobody does
 * @param point where it dies; null where nobody does
 * @param time which time that it gets there, from 1
 */
record Act(Kind kind, int member, CrashPoint.Part part, CrashPoint point, int time) {

  /** What is done. */
  enum Kind {
    /** The member is started, and started again by the supervisor. */
    START,
    /** The member is started such that it dies at a step; nobody starts it again. */
    DEATH,
    /** SIGSTOP, as soon as it has taken slots: it takes no dead member's slots back. */
    STOP,
    /** SIGCONT. */
    GO_ON,
    /** A channel is made whose table is full of members that nobody needs. */
    FILL_TABLE
  }

  static Act of(Kind kind, int member) {
    return new Act(kind, member, null, null, 0);
  }

  static Act death(int member, CrashPoint.Part part, CrashPoint point, int time) {
    return new Act(Kind.DEATH, member, part, point, time);
  }

  /** As {@code -Dbaton.crash.at} takes it. */
  String where() {
    return point.word() + ":" + time;
  }

  @Override
  public String toString() {
    String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return kind == Kind.DEATH
        ? String.format(Locale.ROOT, "death %d %s %s", member, name(part), where())
        : String.format(Locale.ROOT, "%s %d", word, member);
  }

  private static String name(CrashPoint.Part part) {
    return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
