package dev.baton.ops;

import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import java.io.IOException;
import java.nio.file.Path;

/** Claims a slot of a channel, says so, and holds it until it is killed. */
public final class Crasher {
  public static final String NAME = "crasher";

  private Crasher() {}

  /** Of the channel that is named. */
  public static void main(String... arguments) throws IOException {
    try (Channel channel = Channel.open(Path.of(arguments[0]));
        Loader loader = channel.attachLoader(NAME, 1)) {
      System.out.println("holds " + loader.poll().id());
      while (System.in.read() >= 0) {
        System.out.println("still here");
      }
    }
  }
}
