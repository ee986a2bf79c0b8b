package dev.baton.bench.transport;

import com.sun.management.ThreadMXBean;
import dev.baton.bench.run.Serving;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A process that is one side of a transport.
 *
 * <p>{@code stream N} hands over N arrays as fast as it goes, each filled and summed up, and the
 * sum is checked. {@code trips N NANOS} sends an array and waits until it is given back, N times,
 * with a pause of so many nanoseconds before each; contents are not touched.
 */
public final class TransportSide {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int DIGITS = 3;
  private static final long MAX_TRIP_NANOS = 60_000_000_000L;

  private TransportSide() {}

  /** TRANSPORT, sender or receiver, and the words of a {@link Setup}. */
  public static void main(String... arguments) throws Exception {
    List<String> words = Arrays.asList(arguments);
    Transport transport = Transport.valueOf(words.get(0));
    Setup setup = Setup.of(words.subList(2, words.size()));
    Numbers.warmUp();
    if (words.get(1).equals("sender")) {
      try (Sender sender = transport.sender(setup)) {
        Serving.until(command -> send(sender, setup, command));
      }
    } else {
      try (Receiver receiver = transport.receiver(setup)) {
        Serving.until(command -> receive(receiver, setup, command));
      }
    }
  }

  private static Map<String, Number> send(Sender sender, Setup setup, String[] command) {
    int count = Integer.parseInt(command[1]);
    return switch (command[0]) {
      case "stream" -> streamOut(sender, count, setup.bytes());
      case "trips" -> trips(sender, count, Long.parseLong(command[2]));
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  private static Map<String, Number> receive(Receiver receiver, Setup setup, String[] command) {
    int count = Integer.parseInt(command[1]);
    return switch (command[0]) {
      case "stream" -> streamIn(receiver, count, setup.bytes());
      case "trips" -> answer(receiver, count);
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  private static Map<String, Number> streamOut(Sender sender, int count, int bytes) {
    Filled filled = new Filled();
    long before = allocated();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      filled.first = (long) i * bytes;
      sender.send(filled);
    }
    return Map.of("start", start, "allocated", allocated() - before);
  }

  private static Map<String, Number> streamIn(Receiver receiver, int count, int bytes) {
    Summed summed = new Summed();
    long before = allocated();
    for (int i = 0; i < count; i++) {
      summed.sum = 0;
      receiver.receive(summed, false);
      long expected = Numbers.expectedSum((long) i * bytes, bytes);
      if (summed.sum != expected) {
        throw new IllegalStateException(
            "array " + i + ": expected sum " + expected + ", found " + summed.sum);
      }
    }
    return Map.of("end", System.nanoTime(), "allocated", allocated() - before);
  }

  private static Map<String, Number> trips(Sender sender, int count, long pauseNanos) {
    Histogram histogram = new Histogram(MAX_TRIP_NANOS, DIGITS); // grows no more: see allocated
    long before = allocated();
    for (int i = 0; i < count; i++) {
      if (pauseNanos > 0) {
        LockSupport.parkNanos(pauseNanos);
      }
      long start = System.nanoTime();
      sender.send(Sender.ALREADY_THERE);
      sender.awaitReturn();
      histogram.recordValue(System.nanoTime() - start);
    }
    Map<String, Number> figures = new HashMap<>();
    figures.put("allocated", allocated() - before);
    figures.put("p50", histogram.getValueAtPercentile(50));
    figures.put("p99", histogram.getValueAtPercentile(99));
    figures.put("p99.9", histogram.getValueAtPercentile(99.9));
    figures.put("max", histogram.getMaxValue());
    return figures;
  }

  private static Map<String, Number> answer(Receiver receiver, int count) {
    Receiver.Reading untouched = piece -> {};
    long before = allocated();
    for (int i = 0; i < count; i++) {
      receiver.receive(untouched, true);
    }
    return Map.of("allocated", allocated() - before);
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Fills arrays with numbers that go on from piece to piece. */
  private static final class Filled implements Sender.Filling {
    private long first;

    @Override
    public void fill(java.nio.ByteBuffer piece, long offset) {
      Numbers.fill(piece, first + offset / Long.BYTES);
    }
  }

  /** Sums arrays up. */
  private static final class Summed implements Receiver.Reading {
    private long sum;

    @Override
    public void read(java.nio.ByteBuffer piece) {
      sum += Numbers.sum(piece);
    }
  }
}
