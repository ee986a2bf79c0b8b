package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.crash.CrashPoint;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Lets a process die at named steps of the protocol. */
final class Deaths {
  /** As a shell tells a death by SIGKILL. */
  static final int KILLED = 128 + 9;

  private Deaths() {}

  /** The steps of a part of the protocol, in the order in which it takes them, but for some. */
  static List<CrashPoint> of(CrashPoint.Part part, CrashPoint... others) {
    EnumSet<CrashPoint> steps = EnumSet.copyOf(CrashPoint.of(part));
    for (CrashPoint other : others) {
      assertTrue(steps.remove(other), () -> other + " is no step of " + part);
    }
    return List.copyOf(steps);
  }

  /** Will die there, the {@code time}-th time. */
  static Launch armed(Launch launch, CrashPoint step, int time) {
    return launch.with("BATON_JAVA_OPTS", "-Dbaton.crash.at=" + step.word() + ":" + time);
  }

  /** It died there, and so the step was reached. */
  static void requireDeath(Finished finished, CrashPoint step) {
    assertEquals(KILLED, finished.exit(), finished::toString);
    assertTrue(finished.err().contains("halted at crash point " + step.word()), finished::err);
  }

  /** Dies at one step after the other, started anew after each death. */
  static void atEach(List<CrashPoint> steps, Supplier<Launch> launch) {
    steps.forEach(step -> at(step, launch.get()));
  }

  /** As {@link #atEach(List, Supplier)}, at the time that suits the step. */
  static void atEach(
      List<CrashPoint> steps, ToIntFunction<CrashPoint> time, Supplier<Launch> launch) {
    steps.forEach(
        step -> requireDeath(armed(launch.get(), step, time.applyAsInt(step)).run(), step));
  }

  /** Dies there the first time. */
  static void at(CrashPoint step, Launch launch) {
    requireDeath(armed(launch, step, 1).run(), step);
  }
}
