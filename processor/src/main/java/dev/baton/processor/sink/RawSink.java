package dev.baton.processor.sink;

import dev.baton.array.ByteSwap;
import dev.baton.array.Dtype;
import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Elements and nothing else, one slot's behind the other's. Allocates nothing per slot. */
final class RawSink implements Sink {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileOutput output;
  private final Dtype dtype;

  /** For reversed elements; null if they stay as they are. */
  private final ByteBuffer reversed;

  RawSink(FileOutput output, Dtype dtype, boolean bigEndian) {
    this.output = output;
    this.dtype = dtype;
    this.reversed =
        bigEndian && ByteSwap.hasOrder(dtype) ? ByteBuffer.allocateDirect(BUFFER_BYTES) : null;
  }

  @Override
  public void begin(Delivery delivery) {}

  @Override
  public void write(ByteBuffer elements) throws IOException {
    if (reversed == null) {
      output.write(elements);
      return;
    }
    while (elements.hasRemaining()) {
      ByteSwap.copy(dtype, elements, reversed.clear());
      output.write(reversed.flip());
    }
  }

  @Override
  public void end() {
    output.commit();
  }

  @Override
  public void rollback() throws IOException {
    output.rollback();
  }

  @Override
  public long position() {
    return output.position();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
