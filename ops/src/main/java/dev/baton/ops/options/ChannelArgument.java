package dev.baton.ops.options;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.store.ChannelDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which channel a command is about: {@code DIR}, {@code --channel DIR} or BATON_CHANNEL. */
public final class ChannelArgument {
  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The channel's directory.")
  Path directory;

  @Option(
      names = "--channel",
      paramLabel = "DIR",
      description = "The same, as the services take it; also BATON_CHANNEL.")
  Path channel;

  /**
   * The channel's directory, which need not exist.
   *
   * @throws BatonException {@link Reason#USAGE} if none is given
   */
  public ChannelDirectory get() {
    Path path = directory != null ? directory : channel;
    if (path == null) {
      throw new BatonException(
          Reason.USAGE,
          "no channel: expected its directory",
          "give it as DIR or --channel DIR, or set BATON_CHANNEL");
    }
    return new ChannelDirectory(path);
  }
}
