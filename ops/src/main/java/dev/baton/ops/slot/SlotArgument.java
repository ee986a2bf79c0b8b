package dev.baton.ops.slot;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.store.ChannelDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Which slot of which channel: {@code DIR N}, or {@code N} where the channel is given otherwise.
 */
final class SlotArgument {
  @Parameters(
      arity = "0..2",
      paramLabel = "DIR N",
      description = "The channel's directory and the slot's number, from 0.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--channel",
      paramLabel = "DIR",
      description = "The channel, where only a number is given; also BATON_CHANNEL.")
  private Path channel;

  /** The channel's directory. */
  ChannelDirectory directory() {
    boolean first = words.size() == 2 || (words.size() == 1 && !isNumber(words.get(0)));
    Path path = first ? Path.of(words.get(0)) : channel;
    if (path == null) {
      throw new BatonException(
          Reason.USAGE,
          "no channel: expected its directory and a slot's number",
          "give it as DIR N, or set BATON_CHANNEL");
    }
    return new ChannelDirectory(path);
  }

  /** The slot; refused if it is missing, or not one of so many. */
  int required(int slots) {
    return slot(slots)
        .orElseThrow(
            () ->
                new BatonException(
                    Reason.USAGE, "no slot: expected its number, 0 to " + (slots - 1), ""));
  }

  /** The slot, if one is given; refused if it is not one of so many. */
  OptionalInt slot(int slots) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (words.size() < 2 && !isNumber(last)) {
      return OptionalInt.empty();
    }
    if (!isNumber(last) || Integer.parseInt(last) >= slots) {
      throw new BatonException(
          Reason.USAGE, "slot '" + last + "': expected a number from 0 to " + (slots - 1), "");
    }
    return OptionalInt.of(Integer.parseInt(last));
  }

  private static boolean isNumber(String word) {
    return word.matches("[0-9]{1,6}");
  }
}
