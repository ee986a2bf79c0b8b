package dev.baton.bench.text;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.baton.array.Dtype;
import dev.baton.text.NumberParser;
import dev.baton.text.NumberScanner;
import dev.baton.text.TextScanner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * Lines of numbers into a slot's memory: both read the same window of a text, of the size that the
 * text source uses, and write little-endian floats into a direct buffer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextToFloats {
  /** Which numbers. */
  @Param({"SEED", "DECIMAL"})
  public Texts texts;

  private byte[] text;
  private ByteBuffer floats;

  /** One for all invocations, as a source has one for all of its windows. */
  private final TextScanner scanner = new NumberScanner(NumberParser.of(Dtype.F4));

  /** Makes the window. */
  @Setup
  public void prepare() {
    text = texts.lines(Jmh.NUMBERS);
    floats = ByteBuffer.allocateDirect(Jmh.NUMBERS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    float[] expected = new float[Jmh.NUMBERS];
    fastDoubleParser();
    floats.flip().asFloatBuffer().get(expected);
    baton();
    floats.flip();
    for (int i = 0; i < Jmh.NUMBERS; i++) {
      if (floats.getFloat(i * Float.BYTES) != expected[i]) {
        throw new IllegalStateException("line " + (i + 1) + " differs");
      }
    }
  }

  /** The free-form scanner. */
  @Benchmark
  public ByteBuffer baton() {
    scanner.resume(0, 1, 0);
    floats.clear();
    scanner.scan(text, text.length, true, floats);
    return floats;
  }

  /** FastDoubleParser, called for each line. */
  @Benchmark
  public ByteBuffer fastDoubleParser() {
    floats.clear();
    int from = 0;
    while (from < text.length) {
      int to = from;
      while (text[to] != '\n') {
        to++;
      }
      floats.putFloat(JavaFloatParser.parseFloat(text, from, to - from));
      from = to + 1;
    }
    return floats;
  }
}
