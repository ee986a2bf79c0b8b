package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.MemorySide;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Arrays filled by one process and summed up by another, as fast as it goes. How much had better be
 * under way depends on how far the two cores are from each other, which a virtual machine does not
 * tell and may change: near ones are quickest while all of it stays in their caches; far ones fetch
 * a line from memory sooner than from each other. So each contender that can choose tries that
 * first, and goes on with what served it best.
 */
final class FillSumPart {
  private static final long BYTES_A_TURN = 1L << 30;
  private static final int WARM_UPS = 5;
  private static final int TRIALS = 3;

  /** A hand-off runs once an array, whose bytes it does not touch: too seldom to be compiled. */
  private static final int TRIPS_TO_WARM_UP = 50_000;

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final int FILL_CORE = 0;
  private static final int LEAST_SLOTS = 2; // one is filled while the other is summed up

  /** Bytes under way: near the cores' own caches, within a shared one, about it, and beyond. */
  private static final List<Integer> UNDER_WAY = List.of(4 * MIB, 32 * MIB, 64 * MIB, 256 * MIB);

  private FillSumPart() {}

  static void run(Bench bench) throws Exception {
    compare(
        bench,
        "64K",
        64 * KIB,
        Transport.AERON,
        Transport.AERON_PIECES,
        Transport.CHRONICLE,
        Transport.BARE);
    compare(
        bench,
        "1M",
        MIB,
        Transport.AERON,
        Transport.AERON_PIECES,
        Transport.CHRONICLE,
        Transport.JEROMQ,
        Transport.UNIX_SOCKET,
        Transport.PIPE,
        Transport.BARE);
    compare(
        bench,
        "16M",
        16 * MIB,
        Transport.AERON,
        Transport.AERON_PIECES,
        Transport.CHRONICLE,
        Transport.BARE);
  }

  /** Against the slower of filling and of summing up alone, in one process. */
  static void memory(Bench bench) throws Exception {
    int bytes = 16 * MIB;
    try (Contender ours = quickest(bench, Transport.BATON, bytes);
        Child alone =
            Child.start(
                "fill or sum alone",
                bench
                    .java()
                    .command(bench.root(), FILL_CORE, MemorySide.class, bytes, ours.slots()))) {
      alone.answer();
      int arrays = arrays(bench, bytes);
      for (int i = 0; i < WARM_UPS; i++) {
        alone.ask("fill " + arrays);
        alone.ask("sum " + arrays);
      }
      Map<String, Series> series =
          new Rounds("GB/s")
              .with("Baton", () -> ours.rate(arrays))
              .with("fill", () -> rate(alone.ask("fill " + arrays).get("seconds"), arrays, bytes))
              .with("sum", () -> rate(alone.ask("sum " + arrays).get("seconds"), arrays, bytes))
              .run(bench.rounds());
      Series fill = series.get("fill");
      Series sum = series.get("sum");
      boolean fillIsSlower = fill.median() < sum.median();
      bench.add(Row.MEMORY, series.get("Baton"), fillIsSlower ? fill : sum);
    }
  }

  /** One after the other, since what peers do while they wait takes from whoever's turn it is. */
  private static void compare(Bench bench, String size, int bytes, Transport... peers)
      throws Exception {
    for (Transport peer : peers) {
      try (Contender ours = quickest(bench, Transport.BATON, bytes);
          Contender theirs = quickest(bench, peer, bytes)) {
        int arrays = arrays(bench, bytes);
        Map<String, Series> series =
            new Rounds("GB/s")
                .with(Transport.BATON.title(), () -> ours.rate(arrays))
                .with(peer.title(), () -> theirs.rate(arrays))
                .run(bench.rounds());
        String row = String.format(Locale.ROOT, "FILL_%s_%s", size, peer.name());
        bench.add(Row.valueOf(row), series.get(Transport.BATON.title()), series.get(peer.title()));
      }
    }
  }

  /** Warm, with as much under way as serves it best here and now. */
  private static Contender quickest(Bench bench, Transport transport, int bytes) throws Exception {
    int arrays = arrays(bench, bytes);
    Contender best = null;
    double bestRate = 0;
    for (int slots : slots(transport, bytes)) {
      TransportPair pair = HandOffParts.pair(bench, transport, bytes, slots, "spin");
      Contender contender = new Contender(pair, bytes, slots);
      try {
        if (transport == Transport.BATON) {
          pair.trips(bench.times(TRIPS_TO_WARM_UP), 0);
        }
        double rate = contender.trial(arrays);
        if (rate > bestRate) {
          Contender slower = best;
          best = contender;
          bestRate = rate;
          contender = slower;
        }
      } finally {
        if (contender != null) {
          contender.close();
        }
      }
    }
    if (transport.hasSlots()) {
      bench.say(
          "  %s: %d MiB under way".formatted(transport.title(), best.slots() * (long) bytes / MIB));
    }
    return best;
  }

  private static List<Integer> slots(Transport transport, int bytes) {
    return UNDER_WAY.stream()
        .map(underWay -> Math.max(LEAST_SLOTS, underWay / bytes))
        .distinct()
        .limit(transport.hasSlots() ? UNDER_WAY.size() : 1)
        .toList();
  }

  private static int arrays(Bench bench, int bytes) {
    return Math.max(8, bench.times((int) (BYTES_A_TURN / bytes)));
  }

  private static double rate(double seconds, int arrays, int bytes) {
    return (double) arrays * bytes / seconds / 1e9;
  }

  private record Contender(TransportPair pair, int bytes, int slots) implements AutoCloseable {
    /** Warms it up; GB/s. */
    private double trial(int arrays) {
      for (int i = 0; i < WARM_UPS; i++) {
        rate(arrays);
      }
      List<Double> rates = new ArrayList<>();
      for (int i = 0; i < TRIALS; i++) {
        rates.add(rate(arrays));
      }
      return new Series("", "GB/s", rates).median();
    }

    private double rate(int arrays) {
      return FillSumPart.rate(pair.stream(arrays), arrays, bytes);
    }

    @Override
    public void close() {
      pair.close();
    }
  }
}
