package dev.baton.processor;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The processor's own options on the command line. Written to by picocli. */
final class ProcessorOptions {
  @Option(
      names = "--channel",
      required = true,
      paramLabel = "DIR",
      description = "The channel's directory; waited for if it is not there yet.")
  Path channel;

  @Option(
      names = "--sink",
      required = true,
      paramLabel = "SPEC",
      description = "Where slots go: kind:argument?key=value, a path, or - for standard output.")
  String sink;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The member's name, which survives restarts (default: the first of processor-1, processor-2 ... that is not alive).")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "1",
      description = "Deliver only every N-th element, for testing (default: ${DEFAULT-VALUE}).")
  int step = 1;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Take at most so many elements a second, evenly, as slow work would (default: no limit).")
  Optional<Long> rate = Optional.empty();

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Set a slot aside when so many tries to process it have failed (default: ${DEFAULT-VALUE}).")
  int maxAttempts = 3;

  @Option(names = "--stay", description = "Go on after the end of data, for loaders still to come.")
  boolean stay;

  @Option(
      names = "--idle",
      paramLabel = "STRATEGY",
      defaultValue = "backoff",
      description = "How to wait: spin, yield, backoff or sleep (default: ${DEFAULT-VALUE}).")
  String idle = "backoff";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Directory with jars of your own sinks.")
  Optional<Path> plugins = Optional.empty();

  @Option(names = "--marks", description = "Show ( at a borrow, ) at a release.")
  boolean marks;

  @Option(
      names = "--bail-on-error",
      description = "On a failure, stop every member of the channel.")
  boolean bailOnError;
}
