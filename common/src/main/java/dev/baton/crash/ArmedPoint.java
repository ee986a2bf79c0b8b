package dev.baton.crash;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Where this process is to die, if anywhere: the one reader of {@code baton.crash.at}.
 *
 * @param point the step
 * @param time which time that it is reached, from 1
 */
record ArmedPoint(CrashPoint point, long time) {
  /** As a shell tells a death by SIGKILL. */
  static final int EXIT_CODE = 137;

  private static final String PROPERTY = "baton.crash.at";
  private static final String GIVEN = System.getProperty(PROPERTY);

  /** A constant to the JIT. */
  static final boolean IS_SET = GIVEN != null;

  private static final AtomicLong TIMES = new AtomicLong();

  /** What this process was told; empty if nothing. */
  static Optional<ArmedPoint> ofProcess() {
    return Optional.ofNullable(GIVEN).map(ArmedPoint::parse);
  }

  /** {@code STEP} or {@code STEP:N}. */
  static ArmedPoint parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    CrashPoint point =
        Arrays.stream(CrashPoint.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElseThrow(() -> refused("unknown crash point '" + word + "'", hint(word)));
    return new ArmedPoint(point, colon < 0 ? 1 : time(text.substring(colon + 1)));
  }

  /** Dies, if this is the step and the time. */
  static void reached(CrashPoint step) {
    ArmedPoint armed = OfProcess.ARMED;
    if (armed.point == step && TIMES.incrementAndGet() == armed.time) {
      System.err.println("halted at crash point " + step.word());
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  private static long time(String text) {
    if (text.matches("[1-9][0-9]{0,17}")) {
      return Long.parseLong(text);
    }
    throw refused(
        "time '" + text + "': expected a whole number from 1", "for example publish-swapped:3");
  }

  private static String hint(String word) {
    List<String> known = Stream.of(CrashPoint.values()).map(CrashPoint::word).toList();
    return Suggestion.of(word, known)
        .map(near -> "did you mean " + near + "?")
        .orElse("expected one of " + String.join(" ", known));
  }

  private static BatonException refused(String what, String hint) {
    return new BatonException(Reason.USAGE, "-D" + PROPERTY + ": " + what, hint);
  }

  /** Parsed once, when the first step is reached; a command has refused a wrong one before. */
  private static final class OfProcess {
    private static final ArmedPoint ARMED = ofProcess().orElseThrow();
  }
}
