package dev.baton.ops.demo;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the demo's services are told. Written to by picocli. */
final class DemoOptions {
  private static final String DEFAULT_SECONDS = "10";

  @Option(
      names = "--loaders",
      paramLabel = "N",
      defaultValue = "1",
      description = "Loader processes (default: ${DEFAULT-VALUE}).")
  int loaders;

  @Option(
      names = "--processors",
      paramLabel = "M",
      defaultValue = "1",
      description = "Processor processes (default: ${DEFAULT-VALUE}).")
  int processors;

  @Option(names = "--passes", paramLabel = "N", description = "How many arrays each loader fills.")
  Optional<Long> passes = Optional.empty();

  @Option(
      names = "--elements",
      paramLabel = "N",
      description = "How many values all loaders together read, instead.")
  Optional<Long> elements = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "How long the loaders load (default: "
              + DEFAULT_SECONDS
              + ", without --passes and --elements).")
  Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "1",
      description = "Give and check only every N-th element (default: ${DEFAULT-VALUE}).")
  int step;

  @Option(
      names = "--idle",
      paramLabel = "STRATEGY",
      defaultValue = "backoff",
      description = "How to wait: spin, yield, backoff or sleep (default: ${DEFAULT-VALUE}).")
  String idle;

  @Option(
      names = "--marks",
      description = "Show < and > as slots are filled, ( and ) as they are worked on, and EOF.")
  boolean marks;

  @Option(
      names = "--bail-on-error",
      negatable = true,
      defaultValue = "true",
      description = "When one fails, stop all (default: ${DEFAULT-VALUE}).")
  boolean bailOnError;

  /**
   * Refuses what makes no sense.
   *
   * @throws BatonException {@link Reason#USAGE}
   */
  void check() {
    atLeastOne("--loaders", loaders);
    atLeastOne("--processors", processors);
    atLeastOne("--passes", passes.orElse(1L));
    atLeastOne("--elements", elements.orElse((long) loaders) / loaders);
    atLeastOne("--step", step);
  }

  /** How long to load; empty where the amount is given. */
  Optional<String> secondsToLoad() {
    boolean amount = passes.isPresent() || elements.isPresent();
    return seconds.isPresent()
        ? seconds.map(Object::toString)
        : amount ? Optional.empty() : Optional.of(DEFAULT_SECONDS);
  }

  /** How many slots or values all loaders are to give; empty where time decides. */
  Optional<Long> elementsOf(int loader) {
    return elements.map(all -> all / loaders + (loader < all % loaders ? 1 : 0));
  }

  /** Arguments for each side, beyond channel, name, source or sink. */
  List<String> common() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--step", Integer.toString(step), "--idle", idle));
    if (marks) {
      arguments.add("--marks");
    }
    if (bailOnError) {
      arguments.add("--bail-on-error");
    }
    return arguments;
  }

  private static void atLeastOne(String option, long value) {
    if (value < 1) {
      throw new BatonException(Reason.USAGE, option + " " + value + ": expected at least 1", "");
    }
  }
}
