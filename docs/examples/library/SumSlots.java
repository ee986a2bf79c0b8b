package library;

import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Processor;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Adds up what the loaders of a channel publish, until all of them have ended. */
public final class SumSlots {
  public static void main(String[] args) {
    IdleStrategy idle = IdleStrategy.backOff();
    double sum = 0;
    try (Channel channel = Channel.open(Path.of(args[0]));
        Processor processor = channel.attachProcessor("sum", 0)) {
      for (BorrowedSlot slot = processor.borrow(idle);
          slot != null; // null is the end of data
          slot = processor.borrow(idle)) {
        FloatBuffer floats = slot.array().floatBuffer(); // the shared memory itself
        while (floats.hasRemaining()) {
          sum += floats.get();
        }
        slot.release();
      }
      processor.end();
    }
    System.out.printf("sum %.0f%n", sum);
  }
}
