package dev.baton.loader;

import dev.baton.array.Dtype;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The loader's own options on the command line. Written to by picocli. */
final class LoaderOptions {
  @Option(
      names = "--channel",
      required = true,
      paramLabel = "DIR",
      description = "The channel's directory; made if there is none.")
  Path channel;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "SPEC",
      arity = "1..*",
      description =
          "What to load, in this order: kind:argument?key=value, a path, or - for standard input.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Slots of a new channel (default: "
              + ChannelOpener.DEFAULT_SLOTS
              + "); an existing one must have as many.")
  Optional<Integer> slots = Optional.empty();

  @Option(
      names = "--slot-length",
      paramLabel = "N",
      description =
          "Elements of a slot, likewise (default: " + ChannelOpener.DEFAULT_SLOT_LENGTH + ").")
  Optional<Long> slotLength = Optional.empty();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Type of the elements, in NumPy's notation, likewise (default: <f4).")
  Optional<Dtype> dtype = Optional.empty();

  @Option(
      names = "--row-length",
      paramLabel = "N",
      description =
          "Elements of a row, likewise (default: the source's); a slot never splits a row.")
  Optional<Integer> rowLength = Optional.empty();

  @Option(
      names = "--group",
      description =
          "Make a new channel for the directory's group too, modes 2770 and 0660 (default: for the owner alone); an existing one must be so.")
  boolean group;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The member's name, which survives restarts (default: the first of loader-1, loader-2 ... that is not alive).")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--again",
      description =
          "Load the same sources again under a --name that has loaded them to their end. Without it such a loader has nothing to do.")
  boolean again;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "End the data after so many full slots, those before a restart included.")
  Optional<Long> passes = Optional.empty();

  @Option(
      names = "--elements",
      paramLabel = "N",
      description = "End the data after so many values, those before a restart included.")
  Optional<Long> elements = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "End the data so many seconds after this start.")
  Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Fill at most so many elements a second, evenly, as a slow source would (default: no limit).")
  Optional<Long> rate = Optional.empty();

  @Option(
      names = "--linger",
      paramLabel = "TIME",
      defaultValue = "100ms",
      description =
          "Publish a part-filled slot after it has waited so long for more data: 100ms, 2s, 0 for at once, none to wait until it is full (default: ${DEFAULT-VALUE}).")
  String linger = "100ms";

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Give only every N-th element a value, for testing (default: ${DEFAULT-VALUE}).")
  int step = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Fill slots by so many threads at the same time; they are published in the source's order (default: ${DEFAULT-VALUE}). For files as they are: what is compressed, a pipe or growing is read by one, and so are arrays that need no conversion, and everything with --rate.")
  int threads = 1;

  @Option(
      names = "--idle",
      paramLabel = "STRATEGY",
      defaultValue = "backoff",
      description = "How to wait: spin, yield, backoff or sleep (default: ${DEFAULT-VALUE}).")
  String idle = "backoff";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Directory with jars of your own sources.")
  Optional<Path> plugins = Optional.empty();

  @Option(names = "--marks", description = "Show < at a claim, > at a publish, EOF at the end.")
  boolean marks;

  @Option(
      names = "--checksum",
      description =
          "Publish each slot with a CRC32C of its elements, compared before they are used.")
  boolean checksum;

  @Option(
      names = "--bail-on-error",
      description = "On a failure, stop every member of the channel.")
  boolean bailOnError;
}
