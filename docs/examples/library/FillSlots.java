package library;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.layout.Geometry;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Fills ten slots of a channel with 0, 1, 2 ... and declares the end of data. */
public final class FillSlots {
  public static void main(String[] args) {
    Geometry geometry = new Geometry(4, 1_000_000, Dtype.F4, 1);
    IdleStrategy idle = IdleStrategy.backOff();
    float next = 0;
    try (Channel channel = Channel.openOrCreate(Path.of(args[0]), geometry);
        Loader loader = channel.attachLoader("numbers", 0)) {
      for (int i = 0; i < 10; i++) {
        ClaimedSlot slot = loader.claim(idle);
        FloatBuffer floats = slot.array().floatBuffer(); // the shared memory itself
        while (floats.hasRemaining()) {
          floats.put(next++);
        }
        slot.publish(floats.position());
      }
      loader.end();
    }
  }
}
