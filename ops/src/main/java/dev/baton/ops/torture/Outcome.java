package dev.baton.ops.torture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came of a test. Safe for several threads. */
final class Outcome {
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> notRun = new ArrayList<>();
  private final Set<String> evidence = new LinkedHashSet<>();
  private final Map<String, Integer> reached = new TreeMap<>();
  private final Samples recoveries = new Samples();
  private final Samples backAtWork = new Samples();
  private final Samples leaves = new Samples();
  private long blows;
  private long finalKills;
  private long rounds;
  private long slots;
  private long bytes;
  private long lost;
  private long twice;
  private long nanos;

  synchronized void killed() {
    blows++;
  }

  synchronized void killedAtTheEnd(int kills) {
    finalKills += kills;
  }

  synchronized void recovered(Recovery recovery) {
    if (recovery.takenBackNanos() >= 0) {
      recoveries.add(recovery.takenBackNanos());
    }
    if (recovery.backAtWorkNanos() >= 0) {
      backAtWork.add(recovery.backAtWorkNanos());
    }
  }

  synchronized void left(long nanosAfterSignal) {
    leaves.add(nanosAfterSignal);
  }

  /** A crash point was armed; whether the armed process died there. */
  synchronized void reached(String step, boolean was) {
    reached.merge(step, was ? 1 : 0, Integer::sum);
  }

  synchronized void checked(long slotsJoined, long bytesJoined) {
    rounds++;
    slots += slotsJoined;
    bytes += bytesJoined;
  }

  synchronized void lost(long count) {
    lost += count;
  }

  synchronized void twice(long count) {
    twice += count;
  }

  synchronized void problem(String what) {
    problems.add(what);
  }

  /** Why a part of the test, or all of it, could not be done here. */
  synchronized void notRun(String why) {
    notRun.add(why);
  }

  synchronized void evidence(String path) {
    evidence.add(path);
  }

  /** What else was measured. */
  synchronized void figure(String name, Object value) {
    figures.put(name, value);
  }

  /** As {@link #figure}, if it is less than what was told before. */
  synchronized void least(String name, double value) {
    figures.merge(name, value, (old, now) -> Math.min((Double) old, (Double) now));
  }

  synchronized void took(long elapsed) {
    nanos = elapsed;
  }

  synchronized boolean isPassed() {
    return problems.isEmpty() && lost == 0 && twice == 0 && notRun.isEmpty();
  }

  synchronized long blows() {
    return blows;
  }

  synchronized long rounds() {
    return rounds;
  }

  synchronized long lost() {
    return lost;
  }

  synchronized long twice() {
    return twice;
  }

  synchronized long nanos() {
    return nanos;
  }

  synchronized Samples recoveries() {
    return recoveries;
  }

  synchronized Samples backAtWork() {
    return backAtWork;
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  synchronized List<String> notRun() {
    return List.copyOf(notRun);
  }

  synchronized List<String> evidence() {
    return List.copyOf(evidence);
  }

  /** Crash points at which no armed process died, though it was told to. */
  synchronized List<String> notReached() {
    return reached.entrySet().stream()
        .filter(each -> each.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All figures, by name, for programs; the first are those of every test. */
  synchronized Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("blows", blows);
    fields.put("final_kills", finalKills);
    fields.put("rounds", rounds);
    fields.put("slots", slots);
    fields.put("bytes", bytes);
    fields.put("lost", lost);
    fields.put("twice", twice);
    recoveries.into(fields, "recovery"); // of slots
    backAtWork.into(fields, "back_at_work");
    leaves.into(fields, "leave");
    if (!reached.isEmpty()) {
      fields.put("crash_points", reached.size());
      fields.put("deaths_at_crash_points", reached.values().stream().mapToInt(n -> n).sum());
      fields.put("crash_points_not_reached", notReached());
    }
    fields.putAll(figures);
    fields.put("seconds", Math.round(nanos / 1e8) / 10.0);
    fields.put("passed", isPassed());
    fields.put("problems", problems());
    fields.put("not_run", notRun());
    fields.put("evidence", evidence());
    return fields;
  }
}
