package dev.baton.processor.sink;

import com.sun.management.ThreadMXBean;
import dev.baton.array.Dtype;
import dev.baton.io.Delivery;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Providers;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the tests of sinks share: slots and their delivery. */
final class SinkFixture {
  /** A delivery of nobody's in particular. */
  record Slot(int slot, String loader, long sequence, long length) implements Delivery {
    @Override
    public String processor() {
      return "process";
    }

    @Override
    public long generation() {
      return sequence;
    }

    @Override
    public long offset() {
      return 0;
    }

    @Override
    public int attempts() {
      return 0;
    }
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private SinkFixture() {}

  /** Opens a sink the way the processor does. */
  static Sink open(String spec, Dtype dtype, int rowLength, long position) throws IOException {
    Kinds.Found<SinkProvider> found = Providers.onClassPath().sinks().resolve(spec);
    found.provider().check(found.spec());
    return found.provider().open(found.spec(), new Elements(dtype, rowLength), position);
  }

  static void deliver(Sink sink, ByteBuffer elements) throws IOException {
    write(sink, elements);
    sink.end();
  }

  /** All but the end, in two parts. */
  static void write(Sink sink, ByteBuffer elements) throws IOException {
    ByteBuffer slot = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    sink.begin(new Slot(3, "load", 7, slot.remaining()));
    int half = slot.remaining() / 96 * 48;
    sink.write(slot.limit(half));
    sink.write(slot.limit(elements.limit()));
  }

  static ByteBuffer floats(float... values) {
    ByteBuffer slot = buffer(values.length * 4);
    for (float value : values) {
      slot.putFloat(value);
    }
    return slot.flip();
  }

  static ByteBuffer doubles(double... values) {
    ByteBuffer slot = buffer(values.length * 8);
    for (double value : values) {
      slot.putDouble(value);
    }
    return slot.flip();
  }

  static ByteBuffer longs(long... values) {
    ByteBuffer slot = buffer(values.length * 8);
    for (long value : values) {
      slot.putLong(value);
    }
    return slot.flip();
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What a sink does for a slot. */
  interface SlotWork {
    void run() throws IOException;
  }

  /**
   * The fewest bytes that ten slots in a row take. What every slot takes is in all of them; what
   * the JVM itself takes once, while it compiles, is in some.
   */
  static long leastAllocated(SlotWork work) throws IOException {
    long least = Long.MAX_VALUE;
    for (int window = 0; window < 10; window++) {
      long before = allocatedBytes();
      for (int slot = 0; slot < 10; slot++) {
        work.run();
      }
      least = Math.min(least, allocatedBytes() - before);
    }
    return least;
  }

  /** Bytes that this thread has allocated so far; counting allocates nothing itself. */
  static long allocatedBytes() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
