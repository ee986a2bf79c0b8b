package dev.baton.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.Exchange;
import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.service.Marks;
import dev.baton.service.Pace;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A processor's duty cycle, where something goes wrong with a slot. */
@Timeout(60)
final class ProcessorWorkTest {
  private static final int JOB = 1;
  private static final int SLOT_LENGTH = 16;

  @TempDir Path dir;

  private Channel channel;
  private ControlStore control;
  private Exchange exchange;
  private Processor processor;
  private final Bytes sink = new Bytes();

  @BeforeEach
  void publishTwo() {
    channel = Channel.create(dir.resolve("c"), new Geometry(2, SLOT_LENGTH, Dtype.I8, 1));
    control = ControlStore.open(new ChannelDirectory(channel.path()));
    exchange = new Exchange(control.words());
    try (Loader loader = channel.attachLoader("l", JOB)) {
      loader.poll().publish(SLOT_LENGTH);
      loader.poll().publish(SLOT_LENGTH);
      loader.end();
    }
    processor = channel.attachProcessor("p", JOB);
  }

  @AfterEach
  void close() {
    processor.close();
    control.close();
    channel.close();
  }

  /** What it wrote for that slot must not count: another may have written it, too. */
  @Test
  void shouldStopWhereItHadCommittedWhenItsSlotWasTaken() throws IOException {
    ProcessorWork work = work();
    work.doWork();
    long committed = sink.position;
    sink.onEnd = () -> assertTrue(exchange.requeue(1, exchange.word(1), false));

    BatonException lost = assertThrows(BatonException.class, work::doWork);

    assertEquals(Reason.TRY_AGAIN, lost.reason());
    assertTrue(lost.getMessage().startsWith("slot 1 was taken from processor p"));
    assertEquals(1, processor.record().counter(Counter.SWAPS_LOST));
    assertEquals(committed, processor.committedOutput(), "what its sink is cut to");
    assertEquals(1, processor.record().committedSequence());
  }

  private ProcessorWork work() {
    return new ProcessorWork(processor, sink, Pace.of(Optional.empty()), 1, Marks.on(null));
  }

  /** Counts bytes. */
  private static final class Bytes implements Sink {
    private long begun;
    private long position;
    private Runnable onEnd = () -> {};

    @Override
    public void begin(Delivery delivery) {
      begun = position;
    }

    @Override
    public void write(ByteBuffer elements) throws IOException {
      position += elements.remaining();
      elements.position(elements.limit());
    }

    @Override
    public void end() {
      onEnd.run();
    }

    @Override
    public void rollback() {
      position = begun;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {}
  }
}
