package dev.baton.ops.aside;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.store.ChannelDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which arrays of which channel: {@code DIR NAME...}, or names alone where the channel is set. */
final class NamedArrays {
  @Parameters(
      arity = "0..*",
      paramLabel = "DIR NAME",
      hideParamSyntax = true,
      description =
          "The channel's directory, and the names of arrays as ls shows them. DIR may be left out where --channel"
              + " or BATON_CHANNEL names it.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--channel",
      paramLabel = "DIR",
      description = "The channel's directory; also BATON_CHANNEL.")
  Path channel;

  /** The channel's directory; a name has no slash. */
  ChannelDirectory directory() {
    if (isFirstDirectory()) {
      return new ChannelDirectory(Path.of(words.get(0)));
    }
    if (channel == null) {
      throw new BatonException(
          Reason.USAGE,
          "no channel: expected its directory before the names",
          "give it as DIR or --channel DIR, or set BATON_CHANNEL");
    }
    return new ChannelDirectory(channel);
  }

  /**
   * The names.
   *
   * @throws BatonException {@link Reason#USAGE} if there are none
   */
  List<String> names() {
    List<String> names = isFirstDirectory() ? words.subList(1, words.size()) : words;
    if (names.isEmpty()) {
      throw new BatonException(
          Reason.USAGE, "no array: expected its name", "see which are there: baton set-aside ls");
    }
    return names;
  }

  private boolean isFirstDirectory() {
    return !words.isEmpty() && (channel == null || words.get(0).contains("/"));
  }
}
