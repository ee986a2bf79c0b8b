package dev.baton.processor.sink;

import dev.baton.array.ArrayStatistics;
import dev.baton.array.Dtype;
import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A line of JSON for each slot: who filled it, how many elements, NaNs and infinities it holds, and
 * the minimum, maximum, mean and standard deviation (of the population) of its finite numbers; null
 * where there are none.
 */
final class StatsSink implements Sink {
  private final FileOutput output;
  private final ArrayStatistics statistics;
  private final int itemSize;
  private final StringBuilder line = new StringBuilder(256);
  private ByteBuffer bytes = ByteBuffer.allocateDirect(512);
  private Delivery delivery;
  private long count;

  StatsSink(FileOutput output, Dtype dtype) {
    this.output = output;
    this.statistics = new ArrayStatistics(dtype);
    this.itemSize = dtype.itemSize();
  }

  @Override
  public void begin(Delivery delivery) {
    this.delivery = delivery;
    count = 0;
    statistics.clear();
  }

  @Override
  public void write(ByteBuffer elements) {
    count += elements.remaining() / itemSize;
    statistics.add(elements);
  }

  @Override
  public void end() throws IOException {
    line.setLength(0);
    line.append("{\"loader\":");
    appendText(delivery.loader());
    line.append(",\"sequence\":").append(delivery.sequence());
    line.append(",\"slot\":").append(delivery.slot());
    line.append(",\"count\":").append(count);
    line.append(",\"nan\":").append(statistics.nan());
    line.append(",\"inf\":").append(statistics.infinite());
    appendNumbers();
    line.append("}\n");
    write(line);
    output.commit();
  }

  private void appendNumbers() {
    if (!statistics.hasFinite()) {
      line.append(",\"min\":null,\"max\":null,\"mean\":null,\"std\":null");
      return;
    }
    line.append(",\"min\":");
    statistics.appendLeast(line);
    line.append(",\"max\":");
    statistics.appendMost(line);
    line.append(",\"mean\":").append(statistics.mean());
    line.append(",\"std\":").append(statistics.deviation());
  }

  /** A JSON string in ASCII. */
  private void appendText(String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F) {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
    line.append('"');
  }

  private void write(CharSequence ascii) throws IOException {
    if (bytes.capacity() < ascii.length()) {
      bytes = ByteBuffer.allocateDirect(2 * ascii.length());
    }
    bytes.clear();
    for (int i = 0; i < ascii.length(); i++) {
      bytes.put((byte) ascii.charAt(i));
    }
    output.write(bytes.flip());
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
