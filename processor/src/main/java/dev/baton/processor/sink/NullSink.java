package dev.baton.processor.sink;

import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import java.nio.ByteBuffer;

/** Takes elements and does nothing with them. Its output always ends at 0: nothing is there. */
final class NullSink implements Sink {
  @Override
  public void begin(Delivery delivery) {}

  @Override
  public void write(ByteBuffer elements) {
    elements.position(elements.limit());
  }

  @Override
  public void end() {}

  @Override
  public void rollback() {}

  @Override
  public long position() {
    return 0;
  }

  @Override
  public void close() {}
}
