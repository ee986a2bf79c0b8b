package dev.baton.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A processor in a process of its own: checks each slot, writes a line for it, releases it. Its
 * output is cut back to what was committed when it starts. Arguments: channel, name, output file.
 */
final class ChildProcessor {
  private ChildProcessor() {}

  public static void main(String[] args) throws IOException {
    IdleStrategy idle = IdleStrategy.backOff();
    try (Channel channel = Channel.open(Path.of(args[0]));
        Processor processor = channel.attachProcessor(args[1], 1);
        FileChannel output =
            FileChannel.open(
                Path.of(args[2]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      output.truncate(processor.committedOutput()).position(processor.committedOutput());
      System.out.println("attached at " + output.position());
      for (BorrowedSlot slot = processor.borrow(idle);
          slot != null;
          slot = processor.borrow(idle)) {
        String line = slot.loader() + " " + slot.sequence() + " " + check(slot) + "\n";
        output.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        if (!slot.release(output.position())) {
          throw new IllegalStateException("lost slot " + slot.id());
        }
      }
      processor.end();
      System.out.println("end");
    }
  }

  /** The number of the slot in its loader's stream; its elements must follow from that. */
  private static long check(BorrowedSlot slot) {
    LongBuffer longs = slot.array().longBuffer();
    long number = longs.get(0) / longs.limit();
    for (int i = 0; i < longs.limit(); i++) {
      if (longs.get(i) != number * longs.limit() + i || slot.offset() != longs.get(0)) {
        throw new IllegalStateException("slot " + slot.id() + " at " + i + ": " + longs.get(i));
      }
    }
    return number;
  }
}
