package dev.baton.ops.torture;

import dev.baton.layout.Role;
import dev.baton.snapshot.HandOffs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * T14: long work with a kill a minute. What a service takes (memory, descriptors, threads, mapped
 * files) must not grow: its last sample is compared with the one half a minute after its start. Nor
 * may a hand-off, from publish to borrow, take longer in the end than at first.
 */
final class Soak implements TortureTest {
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Small slots: many hand-offs for little data. */
  private static final int SLOT_BYTES = 4_096;

  private static final long MOST_RATE = 1L << 20;
  private static final double MOST_GROWTH = 1.25;
  private static final long SMALL_RSS_KIB = 16 << 10;
  private static final int SMALL_COUNT = 8;

  private record Age(int starts, long sinceNanos, Footprint warm) {}

  @Override
  public String id() {
    return "T14";
  }

  @Override
  public String title() {
    return "soak, with a SIGKILL a minute: memory, descriptors, threads and mappings stay flat";
  }

  private static int seconds(TortureOptions options) {
    return options.seconds.orElse(options.full ? 7_200 : 180);
  }

  private static Shape shape(TortureOptions options) {
    Shape shape = options.shape();
    long rate = Math.min(MOST_RATE, (4L << 30) / shape.loaders() / seconds(options));
    long bytes = rate * seconds(options) / 4 * 4;
    return new Shape(
        shape.loaders(), shape.processors(), shape.slots(), SLOT_BYTES, bytes, rate, List.of());
  }

  private static List<Integer> victims(TortureOptions options) {
    SplittableRandom random = new SplittableRandom(options.seed() + 14);
    List<Integer> victims = new ArrayList<>();
    for (int minute = 1; minute * 60 < seconds(options); minute++) {
      victims.add(random.nextInt(options.shape().members()));
    }
    return victims;
  }

  @Override
  public List<String> plan(TortureOptions options) {
    return victims(options).stream().map(member -> "+60000 ms kill " + member).toList();
  }

  @Override
  public long space(TortureOptions options) {
    return shape(options).space();
  }

  @Override
  public void run(Lab lab, Outcome outcome) {
    Round.run(
        lab,
        outcome,
        "T14",
        shape(lab.options()),
        plan(lab.options()),
        line -> soak(lab, line, outcome));
  }

  private void soak(Lab lab, Line line, Outcome outcome) throws IOException, InterruptedException {
    Map<Member, Age> ages = new HashMap<>();
    List<HandOffs> minutely = new ArrayList<>();
    line.start();
    Striker striker = new Striker(line, outcome);
    long start = System.nanoTime();
    for (int member : victims(lab.options())) {
      observe(line, ages, outcome, TimeUnit.MINUTES.toNanos(1));
      minutely.add(line.watch().handOffs());
      if (line.isDone()) {
        break;
      }
      striker.strike(new Blow(0, Blow.Kind.KILL, member, member, 0, "-"));
      long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - start);
      lab.says().accept("T14  " + minutes + " min, " + ages.size() + " members watched");
    }
    observe(line, ages, outcome, TimeUnit.SECONDS.toNanos(40));
    minutely.add(line.watch().handOffs());
    new HandOffTrend(minutely).judge(lab.options(), outcome);
    outcome.figure("slots_released", line.watch().committed(Role.PROCESSOR));
    outcome.killedAtTheEnd(line.finish());
  }

  private static void observe(Line line, Map<Member, Age> ages, Outcome outcome, long nanos)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos && !line.isDone()) {
      line.supervise(TimeUnit.SECONDS.toNanos(1), line::isDone);
      for (Member member : line.members()) {
        if (member.isAlive()) {
          Age age = ages.get(member);
          if (age == null || age.starts() != member.starts()) {
            ages.put(member, new Age(member.starts(), System.nanoTime(), null));
          } else if (System.nanoTime() - age.sinceNanos() > WARM_NANOS) {
            compare(member, age, ages, outcome);
          }
        }
      }
    }
  }

  private static void compare(Member member, Age age, Map<Member, Age> ages, Outcome outcome) {
    Footprint now = Footprint.of(member.service());
    if (now == null) {
      return; // it has just died
    }
    if (age.warm() == null) {
      ages.put(member, new Age(age.starts(), age.sinceNanos(), now));
      return;
    }
    Footprint warm = age.warm();
    grown(member, "resident KiB", warm.rssKib(), now.rssKib(), SMALL_RSS_KIB, outcome);
    grown(member, "descriptors", warm.descriptors(), now.descriptors(), SMALL_COUNT, outcome);
    grown(member, "threads", warm.threads(), now.threads(), SMALL_COUNT, outcome);
    grown(member, "mappings", warm.mappings(), now.mappings(), 2 * SMALL_COUNT, outcome);
  }

  private static void grown(
      Member member, String what, long warm, long now, long small, Outcome outcome) {
    if (now > warm * MOST_GROWTH + small && outcome.problems().isEmpty()) {
      outcome.problem(member + ": " + what + " grew from " + warm + " to " + now);
    }
  }
}
