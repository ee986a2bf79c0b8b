package dev.baton.channel;

import dev.baton.io.SourcePosition;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A loader in a process of its own: fills slots with 0, 1, 2 ... from its committed position on.
 * Arguments: channel, name, how many slots at most, a file whose coming makes it end.
 */
final class ChildLoader {
  private ChildLoader() {}

  public static void main(String[] args) {
    long most = Long.parseLong(args[2]);
    Path end = Path.of(args[3]);
    IdleStrategy idle = IdleStrategy.backOff();
    try (Channel channel = Channel.open(Path.of(args[0]));
        Loader loader = channel.attachLoader(args[1], 1)) {
      SourcePosition next = loader.committedPosition();
      System.out.println("attached at " + next.offset);
      while (next.offset < most && (next.offset % 64 != 0 || !Files.exists(end))) {
        ClaimedSlot slot = loader.claim(idle);
        LongBuffer longs = slot.array().longBuffer();
        for (int i = 0; longs.hasRemaining(); i++) {
          longs.put(next.offset * longs.limit() + i);
        }
        next.offset++;
        if (!slot.publish(longs.limit(), longs.limit(), next)) {
          throw new IllegalStateException("lost slot " + slot.id());
        }
      }
      loader.end();
      System.out.println("ended at " + next.offset);
    }
  }
}
