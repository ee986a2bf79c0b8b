package dev.baton.processor.sink;

import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import dev.baton.text.NumberPrinter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A line each for elements or rows, in the shortest form that reads back to the same bits. */
final class TextSink implements Sink {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileOutput output;
  private final NumberPrinter printer;
  private final int itemSize;
  private final int rowLength;
  private final byte delimiter;
  private final byte[] text = new byte[BUFFER_BYTES];
  private final ByteBuffer view = ByteBuffer.wrap(text);
  private int end;

  /**
   * @param delimiter stands between the elements of a row
   */
  TextSink(FileOutput output, NumberPrinter printer, int itemSize, int rowLength, byte delimiter) {
    this.output = output;
    this.printer = printer;
    this.itemSize = itemSize;
    this.rowLength = rowLength;
    this.delimiter = delimiter;
  }

  @Override
  public void begin(Delivery delivery) {}

  @Override
  public void write(ByteBuffer elements) throws IOException {
    while (elements.hasRemaining()) {
      if (rowLength == 1) {
        print(elements, Integer.MAX_VALUE, (byte) '\n');
      } else {
        writeRow(elements);
      }
    }
  }

  private void writeRow(ByteBuffer elements) throws IOException {
    int left = rowLength - 1;
    while (left > 0) {
      left -= print(elements, left, delimiter);
    }
    while (print(elements, 1, (byte) '\n') == 0) {}
  }

  /** Prints as many as there is room for, and makes room; how many that were. */
  private int print(ByteBuffer elements, int most, byte separator) throws IOException {
    int from = elements.position();
    end = printer.printAll(elements, most, separator, text, end);
    if (end > text.length - NumberPrinter.ROOM) {
      flush();
    }
    return (elements.position() - from) / itemSize;
  }

  private void flush() throws IOException {
    output.write(view.limit(end).position(0));
    end = 0;
  }

  @Override
  public void end() throws IOException {
    flush();
    output.commit();
  }

  @Override
  public void rollback() throws IOException {
    end = 0;
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
