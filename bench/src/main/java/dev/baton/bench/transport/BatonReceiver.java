package dev.baton.bench.transport;

import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Processor;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A processor. Every slot goes back, whether somebody waits for it or not. */
final class BatonReceiver implements Receiver {
  private static final long LOOK_NANOS = 1_000_000;

  private final IdleStrategy idle;
  private final Channel channel;
  private final Processor processor;

  BatonReceiver(Setup setup) {
    Path directory = setup.channel();
    while (!Channel.exists(directory)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    idle = IdleStrategy.of(setup.idle());
    channel = Channel.open(directory);
    processor = channel.attachProcessor("processor", 0);
  }

  @Override
  public void receive(Reading reading, boolean answered) {
    BorrowedSlot slot = processor.borrow(idle);
    reading.read(slot.array().byteBuffer());
    slot.release();
  }

  @Override
  public void close() {
    processor.close();
    channel.close();
  }
}
