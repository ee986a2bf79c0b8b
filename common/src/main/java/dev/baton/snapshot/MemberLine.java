package dev.baton.snapshot;

import dev.baton.error.BatonException;
import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.member.MemberLock;
import dev.baton.member.MemberRecord;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Words;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One member at one moment.
 *
 * @param role loader or processor
 * @param standing alive, dead, left, ended, damaged, or unknown where the lock cannot be looked at
 * @param incarnation how often it attached
 * @param sinceMillis wall clock when it came to be so: attached, left or ended; 0 if unknown
 * @param activity what its work loop does; empty if it is not alive
 * @param activityNanos monotonic clock when it began to do that
 * @param handOffs how long slots waited for it, of those that it borrowed
 * @param ticks turns of its work loop
 */
public record MemberLine(
    int index,
    String name,
    String role,
    String standing,
    long incarnation,
    long pid,
    long sinceMillis,
    String activity,
    long activityNanos,
    Map<Counter, Long> counters,
    HandOffs handOffs,
    long ticks) {

  public static final String ALIVE = "alive";
  public static final String DEAD = "dead";
  private static final String UNKNOWN = "unknown";

  static MemberLine read(ChannelDirectory directory, Words words, MemberRecord record) {
    String standing = standing(directory, record);
    boolean alive = standing.equals(ALIVE);
    boolean attached = alive || standing.equals(DEAD);
    return new MemberLine(
        record.index(),
        record.name(),
        orUnknown(() -> record.role().word()),
        standing,
        record.incarnation(),
        record.pid(),
        attached ? record.attachedMillis() : record.leftMillis(),
        alive ? orUnknown(() -> words(record.activity())) : "",
        record.activityNanos(),
        counters(record),
        HandOffs.read(record),
        words.getLongOpaque(ControlLayout.member(record.index()) + MemberLayout.TICKS));
  }

  /** Whether it holds one of its kernel locks. */
  public boolean isAlive() {
    return standing.equals(ALIVE);
  }

  private static String standing(ChannelDirectory directory, MemberRecord record) {
    try {
      MemberState state = record.state();
      if (state != MemberState.ATTACHED) {
        return state.word();
      }
      return MemberLock.isHeld(directory, record) ? ALIVE : DEAD;
    } catch (IOException | BatonException | IllegalArgumentException unreadable) {
      return UNKNOWN; // a lock of another user's, or a damaged record
    }
  }

  private static Map<Counter, Long> counters(MemberRecord record) {
    Map<Counter, Long> counters = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      counters.put(counter, record.counter(counter));
    }
    return counters;
  }

  private static String words(Activity activity) {
    return activity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A code that is none, in a damaged record, must not hide all the others. */
  private static String orUnknown(Supplier<String> word) {
    try {
      return word.get();
    } catch (IllegalArgumentException damaged) {
      return UNKNOWN;
    }
  }
}
