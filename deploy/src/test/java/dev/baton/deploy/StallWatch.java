package dev.baton.deploy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long members of a channel stood still. Looked at again and again by the test's own thread;
 * time in which that one was not let run counts as little as it can, since then the machine may
 * have held up the members as well.
 */
final class StallWatch {
  private static final long MOST_A_LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  private final LiveChannel channel;
  private final Map<String, Stretch> stretches = new HashMap<>();
  private long last = System.nanoTime();

  StallWatch(LiveChannel channel, List<String> members) {
    this.channel = channel;
    members.forEach(name -> stretches.put(name, new Stretch()));
  }

  /** Looks at all; one that is being restarted stands still with good reason. */
  void look(String restarted) {
    long now = System.nanoTime();
    long passed = Math.min(MOST_A_LOOK, now - last);
    last = now;
    stretches.forEach(
        (name, stretch) -> stretch.look(channel.sequence(name), passed, name.equals(restarted)));
  }

  /** The longest that a member stood still, in milliseconds. */
  long longestMillis(String member) {
    return TimeUnit.NANOSECONDS.toMillis(stretches.get(member).longest);
  }

  /** A time in which a member hands over nothing. */
  private static final class Stretch {
    private long sequence = -1;
    private long still;
    private long longest;

    void look(long now, long passed, boolean excused) {
      still = now != sequence || excused ? 0 : still + passed;
      sequence = now;
      longest = Math.max(longest, still);
    }
  }
}
