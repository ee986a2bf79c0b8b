package dev.baton.bench.transport;

import dev.baton.bench.run.Serving;
import dev.baton.channel.Channel;
import java.nio.file.Path;
import java.util.Map;

/** Members that are attached to a channel, loaders and processors in turn, and do nothing. */
public final class Bystanders {
  private Bystanders() {}

  /** The channel, and how many. */
  public static void main(String... arguments) throws Exception {
    try (Channel channel = Channel.open(Path.of(arguments[0]))) {
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        if (i % 2 == 0) {
          channel.attachLoader(null, 0);
        } else {
          channel.attachProcessor(null, 0);
        }
      }
      Serving.until(command -> Map.of());
    }
  }
}
