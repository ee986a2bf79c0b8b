package dev.baton.deploy;

import dev.baton.channel.Channel;
import dev.baton.channel.Processor;
import java.nio.file.Path;

/** A processor of somebody's own that leaves while it holds a slot. */
final class Holder {
  private Holder() {}

  /** Of the channel that is named. */
  public static void main(String[] arguments) {
    try (Channel channel = Channel.open(Path.of(arguments[0]));
        Processor processor = channel.attachProcessor("holder", 0)) {
      if (processor.poll() == null) {
        throw new IllegalStateException("no slot to hold");
      }
    }
  }
}
