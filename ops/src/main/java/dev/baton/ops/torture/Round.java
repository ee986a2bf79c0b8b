package dev.baton.ops.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A line of members from its start to its check; its evidence stays if anything was found. */
final class Round {
  /** What is done to a line: it starts it, and brings it to its end. */
  @FunctionalInterface
  interface Course {
    /** Does it. */
    void run(Line line) throws IOException, InterruptedException;
  }

  private Round() {}

  /** Runs a line. */
  static void run(Lab lab, Outcome outcome, String name, Shape shape, Course course) {
    run(lab, outcome, name, shape, List.of(), course);
  }

  /**
   * Runs a line.
   *
   * @param schedule kept with the evidence
   */
  static void run(
      Lab lab, Outcome outcome, String name, Shape shape, List<String> schedule, Course course) {
    int before = outcome.problems().size();
    Line line = null;
    try {
      line = lab.line(name, shape, lab.options().seed() + name.hashCode());
      course.run(line);
      Ledger.check(line, outcome);
    } catch (LineFailure found) {
      outcome.problem(name + ": " + found.getMessage());
    } catch (InterruptedException stopped) {
      outcome.notRun("stopped by a signal");
    } catch (IOException failed) {
      outcome.problem(name + ": " + failed);
    } finally {
      end(line, outcome, schedule, outcome.problems().size() > before);
    }
  }

  private static void end(Line line, Outcome outcome, List<String> schedule, boolean keep) {
    if (line == null) {
      return;
    }
    try (line) {
      if (keep) {
        line.dumpThreads();
      }
    } catch (IOException | InterruptedException failed) {
      outcome.problem("no dump of threads: " + failed);
    }
    try {
      if (keep) {
        Files.write(line.file("schedule.txt"), schedule);
        outcome.evidence(line.directory().toString());
      } else {
        line.remove();
      }
    } catch (IOException failed) {
      outcome.problem("evidence in " + line.directory() + ": " + failed);
    }
  }
}
