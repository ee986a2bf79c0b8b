package dev.baton.ops.torture;

import dev.baton.crash.CrashPoint;
import dev.baton.layout.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The death of a member, and then, at a step of taking its slots back, that of the one which does
 * so. All others are stopped meanwhile: nobody is faster, and so the step must come.
 */
final class ReclaimerDeath {
  private static final long DEATH_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Line line;
  private final Outcome outcome;
  private final Member victim;
  private final Member reclaimer;
  private final List<Member> stopped = new ArrayList<>();

  /** One of the two is a loader, the other a processor. */
  ReclaimerDeath(Line line, Outcome outcome, Member victim, Member reclaimer) {
    this.line = line;
    this.outcome = outcome;
    this.victim = victim;
    this.reclaimer = reclaimer;
  }

  /**
   * Strikes, and starts both again.
   *
   * @param word of a step of reclaiming
   * @return what is to be waited for; nothing if one of the two came to its end before
   */
  List<Recovery> strike(String word) throws IOException, InterruptedException {
    CrashPoint step =
        CrashPoint.of(CrashPoint.Part.RECLAIMING).stream()
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElseThrow();
    leave(victim);
    leave(reclaimer);
    List<Recovery> recoveries = new ArrayList<>();
    if (!victim.isDone() && !reclaimer.isDone()) {
      stopOthers();
      if (die(step)) {
        long now = System.nanoTime();
        recoveries.add(new Recovery(line.watch(), victim, now));
        recoveries.add(new Recovery(line.watch(), reclaimer, now));
      }
      goOn();
    }
    line.letGo(victim);
    line.letGo(reclaimer);
    for (Member each : List.of(victim, reclaimer)) {
      if (!each.isAlive() && !each.isDone()) {
        line.start(each);
      }
    }
    return recoveries;
  }

  /** It holds nothing then, and nobody has anything to take back from it. */
  private void leave(Member member) throws IOException, InterruptedException {
    line.hold(member);
    member.signal("TERM");
    if (!member.await(LEAVE_NANOS)) {
      throw new LineFailure(member + " did not leave within 20 s of SIGTERM");
    }
  }

  /** Whether both died; false if one came to its end before. */
  private boolean die(CrashPoint step) throws IOException, InterruptedException {
    Optional<CrashPoint> state = stateFor(step);
    line.start(victim, state.map(CrashPoint::word));
    line.hold(victim);
    line.start(reclaimer, Optional.of(step.word()));
    line.hold(reclaimer);
    if (state.isEmpty()) {
      long before = line.watch().committed(victim);
      line.await(
          victim + " at work",
          DEATH_NANOS,
          () -> !victim.isAlive() || line.watch().committed(victim) > before);
      victim.kill();
    }
    line.supervise(DEATH_NANOS, () -> (isOver(victim) && isOver(reclaimer)) || isAnyDone());
    if (isAnyDone()) {
      return false;
    }
    boolean reached = isOver(victim) && isOver(reclaimer);
    outcome.reached(step.word(), reached);
    if (!reached) {
      throw new LineFailure(
          reclaimer + " did not come to " + step.word() + " after the death of " + victim);
    }
    outcome.killed();
    outcome.killed();
    return true;
  }

  private static boolean isOver(Member member) {
    return !member.isAlive() && member.isKilled();
  }

  private boolean isAnyDone() {
    return victim.isDone() || reclaimer.isDone();
  }

  /** Where the victim has to die, for the reclaimer to come to a step; anywhere, if empty. */
  private Optional<CrashPoint> stateFor(CrashPoint step) {
    boolean loader = victim.role() == Role.LOADER;
    return Optional.ofNullable(
        switch (step) {
          case NOTE_HALF_COMMITTED, NOTE_SETTLED ->
              loader ? CrashPoint.PUBLISH_SWAPPED : CrashPoint.RELEASE_SWAPPED;
          case TRY_NOTED, SLOT_TAKEN_BACK, SLOT_TAKEN_BACK_TOLD ->
              loader ? CrashPoint.CLAIM_SWAPPED : CrashPoint.BORROW_SWAPPED;
          default -> null;
        });
  }

  private void stopOthers() throws IOException, InterruptedException {
    for (Member each : line.members()) {
      if (each != victim && each != reclaimer && each.isAlive()) {
        line.hold(each);
        each.signal("STOP");
        stopped.add(each);
      }
    }
  }

  private void goOn() throws IOException, InterruptedException {
    for (Member each : stopped) {
      each.signal("CONT");
      line.letGo(each);
    }
  }
}
