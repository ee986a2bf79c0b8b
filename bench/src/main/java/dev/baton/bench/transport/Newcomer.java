package dev.baton.bench.transport;

import dev.baton.bench.run.Serving;
import dev.baton.channel.Channel;
import dev.baton.channel.Processor;
import java.nio.file.Path;
import java.util.Map;

/** A process that attaches to a channel for the first time, and leaves at once. */
public final class Newcomer {
  private Newcomer() {}

  /** The channel. */
  public static void main(String... arguments) throws Exception {
    Serving.until(command -> attach(Path.of(arguments[0])));
  }

  private static Map<String, Double> attach(Path path) {
    long start = System.nanoTime();
    try (Channel channel = Channel.open(path);
        Processor processor = channel.attachProcessor(null, 0)) {
      processor.poll();
      return Map.of("seconds", (System.nanoTime() - start) / 1e9);
    }
  }
}
