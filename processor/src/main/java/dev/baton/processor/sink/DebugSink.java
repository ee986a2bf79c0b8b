package dev.baton.processor.sink;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import dev.baton.text.Look;
import dev.baton.text.NumberPrinter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Formats every element as text and checks the text as the seed program does: each value a whole
 * number, of which the lowest 8 bits count 1 to 127, round and round. Where a slot begins in that
 * round follows from its place in its loader's stream, so that several processors can share the
 * work; that no slot is missing or repeated shows in the loader's own count. How much was found
 * right is logged every ten seconds.
 */
final class DebugSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(DebugSink.class);
  private static final int BUFFER_BYTES = 1 << 15;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final NumberPrinter printer;
  private final CountingText expected;
  private final int itemSize;
  private final byte[] text = new byte[BUFFER_BYTES];
  private final Map<String, long[]> sequences = new HashMap<>();
  private Delivery delivery;
  private long checked;
  private long slots;
  private long elements;
  private long reported = System.nanoTime();

  DebugSink(Dtype dtype) {
    this.printer = NumberPrinter.of(dtype, Look.NUMPY);
    this.expected = new CountingText(dtype, BUFFER_BYTES);
    this.itemSize = dtype.itemSize();
  }

  @Override
  public void begin(Delivery slot) {
    delivery = slot;
    checked = 0;
    long last = sequences.computeIfAbsent(slot.loader(), none -> new long[1])[0];
    if (slot.attempts() == 0 && slot.sequence() <= last) {
      throw new BatonException(
          Reason.BAD_DATA,
          place() + ": expected a slot behind number " + last + " of this loader",
          "");
    }
  }

  @Override
  public void write(ByteBuffer elements) {
    while (elements.hasRemaining()) {
      int from = elements.position();
      int end = printer.printAll(elements, Integer.MAX_VALUE, (byte) '\n', text, 0);
      int count = (elements.position() - from) / itemSize;
      long first = delivery.offset() + checked;
      int good = expected.matches(text, end, first);
      if (good < count) {
        refuse(good, first + good);
      }
      checked += count;
    }
  }

  private void refuse(int line, long value) {
    int from = 0;
    for (int i = 0; i < line; i++) {
      from = lineEnd(from) + 1;
    }
    throw new BatonException(
        Reason.BAD_DATA,
        place()
            + ": element "
            + (checked + line)
            + ", value "
            + value
            + " of the loader's stream: expected a whole number with "
            + CountingText.number(value)
            + " in its lowest 8 bits, found "
            + new String(text, from, lineEnd(from) - from, StandardCharsets.US_ASCII),
        "");
  }

  private int lineEnd(int from) {
    int at = from;
    while (text[at] != '\n') {
      at++;
    }
    return at;
  }

  private String place() {
    return "debug: loader "
        + delivery.loader()
        + ", sequence "
        + delivery.sequence()
        + ", slot "
        + delivery.slot();
  }

  @Override
  public void end() {
    long[] last = sequences.get(delivery.loader());
    last[0] = Math.max(last[0], delivery.sequence());
    slots++;
    elements += checked;
    if (System.nanoTime() - reported > REPORT_NANOS) {
      report();
    }
  }

  @Override
  public void rollback() {}

  @Override
  public long position() {
    return -1;
  }

  @Override
  public void close() {
    report();
  }

  private void report() {
    reported = System.nanoTime();
    LOG.info("event=verified slots={} elements={}", slots, elements);
  }
}
