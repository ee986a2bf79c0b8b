package dev.baton.ops;

import dev.baton.channel.Channel;
import dev.baton.layout.Geometry;
import dev.baton.logging.Logging;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Described;
import dev.baton.ops.options.GeometryOptions;
import dev.baton.ops.options.Output;
import dev.baton.report.TerminalStream;
import dev.baton.store.Access;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Sizes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton create}: makes a channel and reserves its memory. */
@Command(
    name = "create",
    description = {
      "Makes a channel and reserves all its memory.",
      "A loader makes one too, if there is none; this is for setting it up beforehand."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton create /dev/shm/c",
      "  baton create /dev/shm/c --slots 4 --slot-length 125_000_000 --dtype '<f8'",
      "  baton create /dev/shm/c --group"
    })
final class CreateCommand implements Callable<Integer> {
  @Mixin ChannelArgument channel;
  @Mixin GeometryOptions options;
  @Mixin Output output;

  @Option(
      names = "--group",
      description =
          "For the directory's group too: modes 2770 and 0660 (default: the owner alone, 0700 and 0600).")
  boolean group;

  @Override
  public Integer call() {
    ChannelDirectory directory = channel.get();
    Geometry geometry = options.geometry();
    Logging.ofCommand("baton create").startOn(TerminalStream.standardError());
    Channel.create(directory.path(), geometry, group ? Access.GROUP : Access.OWNER).close();
    if (output.isJson()) {
      output.json(Described.channel(directory, geometry));
    } else {
      output.text(
          "created channel "
              + directory
              + ": "
              + geometry
              + ", "
              + Sizes.human(geometry.totalBytes()));
    }
    return 0;
  }
}
