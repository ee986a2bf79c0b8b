package dev.baton.bench.text;

import dev.baton.array.Dtype;
import dev.baton.text.Look;
import dev.baton.text.NumberPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Floats in a slot's memory to lines of text that go nowhere, through buffers of the same size.
 * {@code Float.toString} is written the quickest way that was found: as Latin-1 bytes into a
 * buffered stream; a {@code BufferedWriter} takes longer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FloatsToText {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Which numbers. */
  @Param({"SEED", "DECIMAL", "RANDOM"})
  public Texts texts;

  private final NumberPrinter printer = NumberPrinter.of(Dtype.F4, Look.JAVA);
  private final OutputStream nowhere = OutputStream.nullOutputStream();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private ByteBuffer floats;
  private BufferedOutputStream stream;

  /** Makes the floats. */
  @Setup
  public void prepare() {
    floats = ByteBuffer.allocateDirect(Jmh.NUMBERS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : texts.floats(Jmh.NUMBERS)) {
      floats.putFloat(number);
    }
    stream = new BufferedOutputStream(nowhere, BUFFER_BYTES);
  }

  /** The shortest form, into bytes. */
  @Benchmark
  public int baton() throws IOException {
    floats.clear();
    int bytes = 0;
    while (floats.hasRemaining()) {
      int end = printer.printAll(floats, Integer.MAX_VALUE, (byte) '\n', buffer, 0);
      nowhere.write(buffer, 0, end);
      bytes += end;
    }
    return bytes;
  }

  /** {@code Float.toString} into a buffered stream. */
  @Benchmark
  public OutputStream floatToString() throws IOException {
    floats.clear();
    while (floats.hasRemaining()) {
      stream.write(Float.toString(floats.getFloat()).getBytes(StandardCharsets.ISO_8859_1));
      stream.write('\n');
    }
    stream.flush();
    return stream;
  }
}
