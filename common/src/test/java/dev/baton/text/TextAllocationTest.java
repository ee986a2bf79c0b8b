package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.baton.array.Dtype;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextAllocationTest {
  private static final int VALUES = 20_000;

  /** Whatever the JVM itself allocates in this thread is far less than a byte a value. */
  private static final long NOISE = VALUES / 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ByteBuffer target =
      ByteBuffer.allocateDirect(8 * VALUES + 8).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void shouldAllocateNothingPerValueReadInFreeForm() {
    byte[] text = text(", ");
    for (Dtype dtype : new Dtype[] {Dtype.F4, Dtype.F8}) {
      NumberScanner scanner = new NumberScanner(NumberParser.of(dtype));
      checkNothingAllocated(() -> read(scanner, text));
    }
  }

  @Test
  void shouldAllocateNothingPerValueReadInColumns() {
    byte[] text = text("|");
    RowScanner scanner =
        new RowScanner(NumberParser.of(Dtype.F8), new Delimiter((byte) '|', false), 2, 1);
    checkNothingAllocated(() -> read(scanner, text));
  }

  @Test
  void shouldAllocateNothingPerValuePrinted() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] text = new byte[1 << 16];
    for (int i = 0; i < VALUES; i++) {
      target.putDouble(8 * i, i % 3 == 0 ? i : Double.longBitsToDouble(random.nextLong()));
    }
    for (Dtype dtype : new Dtype[] {Dtype.F4, Dtype.F8, Dtype.I2, Dtype.U8}) {
      NumberPrinter printer = NumberPrinter.of(dtype, Look.NUMPY);
      checkNothingAllocated(
          () -> {
            target.clear().limit(8 * VALUES);
            while (target.hasRemaining()) {
              printer.printAll(target, VALUES, (byte) '\n', text, 0);
            }
          });
    }
  }

  private void read(TextScanner scanner, byte[] text) {
    target.clear();
    scanner.resume(0, 1, 0);
    assertEquals(TextScanner.Stop.INPUT, scanner.scan(text, text.length, true, target));
    assertTrue(target.position() >= VALUES);
  }

  private static byte[] text(String separator) {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < VALUES / 2; i++) {
      text.append(random.nextDouble()).append(separator).append(random.nextInt(1_000)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void checkNothingAllocated(Runnable work) {
    // Until it is compiled, what escape analysis removes is still allocated.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 200 && least > NOISE; round++) {
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      work.run();
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    assertTrue(least <= NOISE, least + " bytes allocated for " + VALUES + " values");
  }
}
