package dev.baton.ops.torture;

import dev.baton.member.MemberRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Does to a line of members what the schedule says, and watches how it recovers. */
final class Striker {
  private static final Map<String, Integer> SIGNALS = Map.of("TERM", 15, "INT", 2, "HUP", 1);

  /** After which a member that is not back at work counts as lost. */
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** After which a signal has arrived. */
  private static final long STOPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Line line;
  private final Outcome outcome;

  Striker(Line line, Outcome outcome) {
    this.line = line;
    this.outcome = outcome;
  }

  /**
   * Strikes.
   *
   * @return whether the blow has fallen; false if there was nobody left to be hit
   */
  boolean strike(Blow blow) throws IOException, InterruptedException {
    line.supervise(TimeUnit.MILLISECONDS.toNanos(blow.afterMillis()), line::isDone);
    Member member = line.member(blow.member());
    Member other = line.member(blow.other());
    if (blow.kind() != Blow.Kind.KILL_ALL && !(member.isAlive() && other.isAlive())) {
      return false;
    }
    return switch (blow.kind()) {
      case KILL -> kill(List.of(member), 0);
      case KILL_TWO -> kill(List.of(member, other), blow.millis());
      case KILL_ALL -> kill(line.members().stream().filter(Member::isAlive).toList(), 0);
      case KILL_RECLAIMER -> killReclaimer(member, other, blow.word());
      case STOP -> stop(member, blow.millis());
      case SIGNAL -> signal(member, blow.word());
    };
  }

  private boolean kill(List<Member> victims, int apartMillis)
      throws IOException, InterruptedException {
    List<Recovery> recoveries = new ArrayList<>();
    for (Member victim : victims) {
      if (!recoveries.isEmpty() && apartMillis > 0) {
        line.supervise(TimeUnit.MILLISECONDS.toNanos(apartMillis), line::isDone);
      }
      long now = System.nanoTime();
      if (victim.kill()) {
        outcome.killed();
        recoveries.add(new Recovery(line.watch(), victim, now));
      }
    }
    recover(recoveries);
    return !recoveries.isEmpty();
  }

  /** Waits until all are back at work, or have nothing left to do. */
  private void recover(List<Recovery> recoveries) throws IOException, InterruptedException {
    boolean all =
        line.supervise(
            RECOVERY_NANOS,
            () ->
                recoveries.stream()
                    .map(each -> each.look() || each.member().isDone())
                    .reduce(true, Boolean::logicalAnd));
    recoveries.forEach(outcome::recovered);
    if (!all) {
      throw new LineFailure("not back at work 20 s after a blow: " + names(recoveries));
    }
  }

  private static String names(List<Recovery> recoveries) {
    return String.join(
        " ",
        recoveries.stream()
            .filter(each -> each.backAtWorkNanos() < 0)
            .map(each -> each.member().name())
            .toList());
  }

  private boolean killReclaimer(Member victim, Member reclaimer, String step)
      throws IOException, InterruptedException {
    List<Recovery> recoveries = new ReclaimerDeath(line, outcome, victim, reclaimer).strike(step);
    recover(recoveries);
    return !recoveries.isEmpty();
  }

  /** Stopped for a while, a member keeps what it holds, and then goes on. */
  private boolean stop(Member member, int millis) throws IOException, InterruptedException {
    line.hold(member); // while it is stopped, it may be that nothing moves
    member.signal("STOP");
    line.supervise(STOPPED_NANOS, () -> false);
    long before = incarnation(member);
    long[] owned = line.watch().record(member).map(line.watch()::ownedBy).orElse(new long[0]);
    line.supervise(TimeUnit.MILLISECONDS.toNanos(millis), () -> false);
    long[] after = line.watch().record(member).map(line.watch()::ownedBy).orElse(new long[0]);
    long committed = line.watch().committed(member);
    member.signal("CONT");
    line.letGo(member);
    outcome.killed();
    if (!Arrays.equals(owned, after)) {
      outcome.problem(member + " was stopped, and a slot that it held was taken from it");
    }
    boolean on =
        line.supervise(
            RECOVERY_NANOS, () -> member.isDone() || line.watch().committed(member) > committed);
    if (!on || incarnation(member) != before) {
      outcome.problem(member + " did not go on after SIGCONT");
    }
    return true;
  }

  private long incarnation(Member member) {
    return line.watch().record(member).map(MemberRecord::incarnation).orElse(0L);
  }

  /** Asked to leave by a signal, a member does so, with its code, and owns nothing after. */
  private boolean signal(Member member, String name) throws IOException, InterruptedException {
    line.hold(member);
    long now = System.nanoTime();
    member.signal(name);
    if (!member.await(LEAVE_NANOS)) {
      throw new LineFailure(member + " did not leave within 20 s of SIG" + name);
    }
    outcome.left(System.nanoTime() - now);
    int expected = 128 + SIGNALS.get(name);
    if (member.exitCode() != expected && !member.isDone()) {
      outcome.problem(
          member
              + ": exit code "
              + member.exitCode()
              + " after SIG"
              + name
              + ", expected "
              + expected);
    }
    outcome.killed();
    Recovery recovery = new Recovery(line.watch(), member, System.nanoTime());
    if (recovery.heldAny()) {
      outcome.problem(member + " left after SIG" + name + ", and still owned a slot");
    }
    if (!member.isDone()) {
      line.start(member, Optional.empty());
      recover(List.of(recovery));
    }
    return true;
  }
}
