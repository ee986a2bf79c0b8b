package dev.baton.channel;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.layout.Geometry;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.file.Path;

/** Creates a channel, in a process of its own: directory, slots, elements of a slot. */
final class Creator {
  private Creator() {}

  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    Geometry geometry =
        new Geometry(Integer.parseInt(args[1]), Long.parseLong(args[2]), Dtype.U1, 1);
    System.out.println("ready");
    System.in.read(); // until all who take part are
    try {
      Channel.create(path, geometry).close();
      System.out.println("created " + Channels.view(path).channelId());
    } catch (BatonException refused) {
      System.out.println(refused.reason() + " " + refused.getMessage());
      System.exit(refused.reason().exitCode());
    }
  }
}
