package dev.baton.bench.transport;

import com.sun.management.ThreadMXBean;
import dev.baton.bench.run.Serving;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * A process that is one side of a transport.
 *
 * <p>{@code stream N I} hands over N arrays as fast as it goes, each filled and summed up, and the
 * sum is checked, by the connection with the I-th number of slots. {@code trips N NANOS} sends an
 * array and waits until it is given back, N times, with a pause of so many nanoseconds before each;
 * contents are not touched. {@code compiled} tells how long the JVM has compiled so far.
 */
public final class TransportSide {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final CompilationMXBean COMPILATION = ManagementFactory.getCompilationMXBean();
  private static final int DIGITS = 3;
  private static final long MAX_TRIP_NANOS = 60_000_000_000L;

  private TransportSide() {}

  /**
   * TRANSPORT, sender or receiver, the words of a {@link Setup}, and other numbers of slots to
   * connect with as well.
   */
  public static void main(String... arguments) throws Exception {
    List<String> words = Arrays.asList(arguments);
    Transport transport = Transport.valueOf(words.get(0));
    Setup setup = Setup.of(words.subList(2, 2 + Setup.WORDS));
    List<Setup> setups = new ArrayList<>(List.of(setup));
    for (String slots : words.subList(2 + Setup.WORDS, words.size())) {
      setups.add(setup.withSlots(Integer.parseInt(slots)));
    }
    Numbers.warmUp();
    if (words.get(1).equals("sender")) {
      serve(setups, transport::sender, TransportSide::send);
    } else {
      serve(setups, transport::receiver, TransportSide::receive);
    }
  }

  private static <T extends AutoCloseable> void serve(
      List<Setup> setups, Function<Setup, T> connect, Served<T> served) throws Exception {
    List<T> sides = new ArrayList<>();
    try {
      for (Setup setup : setups) {
        sides.add(connect.apply(setup));
      }
      Serving.until(
          command ->
              command[0].equals("compiled")
                  ? Map.of("ms", COMPILATION.getTotalCompilationTime())
                  : served.by(sides, setups.get(0), command));
    } finally {
      for (T side : sides) {
        side.close();
      }
    }
  }

  private static Map<String, Number> send(List<Sender> senders, Setup setup, String[] command) {
    int count = Integer.parseInt(command[1]);
    return switch (command[0]) {
      case "stream" -> streamOut(senders.get(choice(command)), count, setup.bytes());
      case "trips" -> trips(senders.get(0), count, Long.parseLong(command[2]));
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  private static Map<String, Number> receive(
      List<Receiver> receivers, Setup setup, String[] command) {
    int count = Integer.parseInt(command[1]);
    return switch (command[0]) {
      case "stream" -> streamIn(receivers.get(choice(command)), count, setup.bytes());
      case "trips" -> answer(receivers.get(0), count);
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  private static int choice(String[] command) {
    return Integer.parseInt(command[2]);
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

  /** Does what it is told, by one of its sides. */
  private interface Served<T> {
    Map<String, ? extends Number> by(List<T> sides, Setup setup, String[] command);
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
