package dev.baton.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Members that are asked to stop do so at once. How long it took is told. */
final class Stop {
  /** Two seconds are promised; a machine that is busy with other things gets more. */
  static final Duration MOST = Duration.ofSeconds(5);

  private Stop() {}

  /** Sends a signal to all, as Ctrl-C in a terminal does; each leaves with its code, quietly. */
  static void bySignal(Scene scene, String signal, int code, Started... members) {
    long start = System.nanoTime();
    for (Started each : members) {
      each.signal(signal);
    }
    ends(scene, "SIG" + signal, start, members).forEach(each -> each.requireQuiet(code));
  }

  /** All end soon after something happened; in the order of {@code members}. */
  static List<Finished> ends(Scene scene, String why, long sinceNanos, Started... members) {
    List<Finished> ended = new ArrayList<>();
    for (Started each : members) {
      ended.add(each.finishedWithin(MOST));
    }
    scene.say(members.length + " stopped " + millisSince(sinceNanos) + " ms after " + why);
    return ended;
  }

  /** It was stopped by somebody's bail, and says by whose and why. */
  static void requireBailed(Finished stopped, String who, String why) {
    stopped.requireRefusal(69, "bail by " + who + ": " + why);
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
