package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.Setup;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import dev.baton.bench.transport.Trips;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The hand-off by itself: round trips of a slot whose contents nobody touches. */
final class HandOffParts {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final int TRIPS = 400_000;
  private static final int WARM_UPS = 3;
  private static final int STARTS = 5;
  private static final String BATON = "Baton";
  private static final String BARE = "two bare words in memory";
  private static final String QUEUES = "two bare Chronicle queues";

  private HandOffParts() {}

  /**
   * Against two bare Chronicle queues with a message of eight bytes each, and against two bare
   * words. In several processes one after the other: how a JVM has compiled a hand-off differs from
   * start to start, by a tenth and more.
   */
  static void trips(Bench bench) throws Exception {
    List<Trips> our = new ArrayList<>();
    List<Trips> their = new ArrayList<>();
    List<Trips> least = new ArrayList<>();
    for (int start = 0; start < bench.times(STARTS); start++) {
      try (TransportPair ours = pair(bench, Transport.BATON, 4 * KIB, 1, "spin");
          TransportPair theirs = pair(bench, Transport.CHRONICLE, Long.BYTES, 1, "spin");
          TransportPair bare = pair(bench, Transport.BARE, 4 * KIB, 1, "spin")) {
        warmUp(bench, ours, theirs, bare);
        new Rounds("ns")
            .with(BATON, () -> remember(our, ours, bench))
            .with(QUEUES, () -> remember(their, theirs, bench))
            .with(BARE, () -> remember(least, bare, bench))
            .run(bench.rounds());
      }
    }
    bench.add(Row.TRIP_P50, p50(BATON, our), p50(QUEUES, their));
    bench.add(Row.TRIP_P999, p999(BATON, our), p999(QUEUES, their));
    bench.add(Row.TRIP_BARE, p50(BATON, our), p50(BARE, least));
    bench.add(
        Row.ALLOCATION_SLOT,
        new Series(BATON, "bytes", our.stream().map(t -> Math.floor(t.allocated())).toList()));
  }

  /** Slots of different sizes against each other. */
  static void sizes(Bench bench) throws Exception {
    try (TransportPair small = pair(bench, Transport.BATON, 4 * KIB, 1, "spin");
        TransportPair middle = pair(bench, Transport.BATON, MIB, 1, "spin");
        TransportPair large = pair(bench, Transport.BATON, 512 * MIB, 1, "spin")) {
      warmUp(bench, small, middle, large);
      Map<String, Series> series =
          new Rounds("ns")
              .with("4 KiB", () -> trips(small, bench).p50())
              .with("1 MiB", () -> trips(middle, bench).p50())
              .with("512 MiB", () -> trips(large, bench).p50())
              .run(bench.rounds());
      bench.add(Row.TRIP_1M, series.get("1 MiB"), series.get("4 KiB"));
      bench.add(Row.TRIP_512M, series.get("512 MiB"), series.get("4 KiB"));
    }
  }

  /** A service that has long had nothing to do. */
  static void wakeUp(Bench bench) throws Exception {
    try (TransportPair ours = pair(bench, Transport.BATON, 4 * KIB, 1, "backoff")) {
      ours.trips(bench.times(20_000), 0);
      long pause = 25_000_000;
      Map<String, Series> series =
          new Rounds("ms")
              .with(BATON, () -> ours.trips(bench.times(200), pause).p99() / 1e6)
              .run(bench.rounds());
      bench.add(Row.WAKE_UP, series.get(BATON));
    }
  }

  static TransportPair pair(Bench bench, Transport transport, int bytes, int slots, String idle)
      throws Exception {
    Setup setup = new Setup(bench.inMemory(), bytes, slots, idle);
    return TransportPair.start(transport, bench.java(), bench.root(), setup);
  }

  static void warmUp(Bench bench, TransportPair... pairs) {
    for (int i = 0; i < WARM_UPS; i++) {
      for (TransportPair pair : pairs) {
        trips(pair, bench);
      }
    }
  }

  static Trips trips(TransportPair pair, Bench bench) {
    return pair.trips(bench.times(TRIPS), 0);
  }

  private static double remember(List<Trips> all, TransportPair pair, Bench bench) {
    all.add(trips(pair, bench));
    return all.get(all.size() - 1).p50();
  }

  private static Series p50(String name, List<Trips> trips) {
    return new Series(name, "ns", trips.stream().map(Trips::p50).toList());
  }

  private static Series p999(String name, List<Trips> trips) {
    return new Series(name, "ns", trips.stream().map(Trips::p999).toList());
  }
}
