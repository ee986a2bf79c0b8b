package dev.baton.processor.sink;

import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import dev.baton.npy.NpyTemplate;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A NumPy array file. Its header counts the slots that are complete, so that the file can be loaded
 * at every moment, after a crash too: elements are written before the header counts them, and the
 * header stops counting them before they are cut off. Allocates nothing per slot.
 */
final class NpySink implements Sink {
  /** 128 bytes hold any dtype and row length, and align the elements as NumPy does. */
  static final int HEADER_BYTES = 128;

  private final FileOutput output;
  private final NpyTemplate template;
  private final ByteBuffer header;
  private final int itemSize;
  private long counted;

  /**
   * @param output with a header of {@code template} at its beginning, counting all that it holds
   */
  NpySink(FileOutput output, NpyTemplate template, ByteBuffer header, int itemSize) {
    this.output = output;
    this.template = template;
    this.header = header;
    this.itemSize = itemSize;
    this.counted = output.position();
  }

  @Override
  public void begin(Delivery delivery) {}

  @Override
  public void write(ByteBuffer elements) throws IOException {
    output.write(elements);
  }

  @Override
  public void end() throws IOException {
    count(output.length());
    output.commit();
  }

  @Override
  public void rollback() throws IOException {
    count(output.position());
    output.rollback();
  }

  /** Makes the header count what stands in the file's first {@code length} bytes. */
  private void count(long length) throws IOException {
    if (length != counted) {
      counted = -1;
      template.setLength(header, (length - HEADER_BYTES) / itemSize);
      int field = template.field();
      output.overwrite(header.limit(field + NpyTemplate.FIELD_BYTES).position(field), field);
      counted = length;
    }
  }

  @Override
  public long position() {
    return output.position();
  }

  @Override
  public void close() throws IOException {
    try (output) {
      rollback();
    }
  }
}
