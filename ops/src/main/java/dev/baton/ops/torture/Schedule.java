package dev.baton.ops.torture;

import dev.baton.crash.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * What is done to a line of members, blow by blow: a pure function of the seed, the test and the
 * number of members. How far into its work a member is when a blow falls is the machine's doing.
 */
final class Schedule {
  /** The longest pause between two blows. */
  private static final int MOST_PAUSE_MILLIS = 250;

  private final List<Blow> blows = new ArrayList<>();
  private final SplittableRandom random;

  private Schedule(long seed, String test) {
    random = new SplittableRandom(seed * 31 + test.hashCode());
  }

  /** So many blows of a test. */
  static List<Blow> of(long seed, String test, int count, Function<SplittableRandom, Blow> each) {
    Schedule schedule = new Schedule(seed, test);
    for (int i = 0; i < count; i++) {
      schedule.blows.add(each.apply(schedule.random));
    }
    return List.copyOf(schedule.blows);
  }

  /** SIGKILL of any member. */
  static Function<SplittableRandom, Blow> kills(Shape shape) {
    return random -> {
      int member = random.nextInt(shape.members());
      return new Blow(pause(random), Blow.Kind.KILL, member, member, 0, "-");
    };
  }

  /**
   * SIGKILL of any two within 50 ms, and then, one after the other, the death of one that is
   * reclaiming at each of these steps, again and again. Of those two one is a loader and the other
   * a processor: they can do their work without the others.
   */
  static Function<SplittableRandom, Blow> doubleKills(Shape shape, List<String> reclaimingSteps) {
    int[] turn = {0};
    return random -> {
      int step = turn[0]++ % (reclaimingSteps.size() + 2);
      int member = random.nextInt(shape.members());
      if (step < 2) {
        int other = (member + 1 + random.nextInt(shape.members() - 1)) % shape.members();
        return new Blow(pause(random), Blow.Kind.KILL_TWO, member, other, random.nextInt(50), "-");
      }
      String word = reclaimingSteps.get(step - 2);
      if (word.equals(CrashPoint.TRY_NOTED.word())) { // what is tried is a processor's
        member = shape.loaders() + random.nextInt(shape.processors());
      }
      int other =
          member < shape.loaders()
              ? shape.loaders() + random.nextInt(shape.processors())
              : random.nextInt(shape.loaders());
      return new Blow(pause(random), Blow.Kind.KILL_RECLAIMER, member, other, 0, word);
    };
  }

  /** SIGKILL of everybody. */
  static Function<SplittableRandom, Blow> killsOfAll() {
    return random -> new Blow(pause(random), Blow.Kind.KILL_ALL, 0, 0, 0, "-");
  }

  /** SIGSTOP of any member for a while. */
  static Function<SplittableRandom, Blow> stops(Shape shape, int mostMillis) {
    return random -> {
      int member = random.nextInt(shape.members());
      int millis = 1_000 + random.nextInt(Math.max(1, mostMillis - 1_000));
      return new Blow(pause(random), Blow.Kind.STOP, member, member, millis, "-");
    };
  }

  /** SIGTERM, SIGINT or SIGHUP to any member. */
  static Function<SplittableRandom, Blow> signals(Shape shape) {
    List<String> names = List.of("TERM", "INT", "HUP");
    return random -> {
      int member = random.nextInt(shape.members());
      return new Blow(
          pause(random), Blow.Kind.SIGNAL, member, member, 0, names.get(random.nextInt(3)));
    };
  }

  static int pause(SplittableRandom random) {
    return random.nextInt(MOST_PAUSE_MILLIS);
  }
}
