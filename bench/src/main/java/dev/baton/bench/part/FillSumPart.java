package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.MemorySide;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Arrays filled by one process and summed up by another, as fast as it goes. */
final class FillSumPart {
  private static final int SLOTS = 4;
  private static final long BYTES_A_TURN = 512L << 20;
  private static final int WARM_UPS = 3;
  private static final int MIB = 1 << 20;
  private static final int FILL_CORE = 0;

  private FillSumPart() {}

  static void run(Bench bench) throws Exception {
    compare(bench, "64K", 64 << 10, Transport.AERON, Transport.AERON_PIECES, Transport.CHRONICLE);
    compare(
        bench,
        "1M",
        MIB,
        Transport.AERON,
        Transport.AERON_PIECES,
        Transport.CHRONICLE,
        Transport.JEROMQ,
        Transport.UNIX_SOCKET,
        Transport.PIPE);
    compare(bench, "16M", 16 * MIB, Transport.AERON, Transport.AERON_PIECES, Transport.CHRONICLE);
  }

  /** Against the slower of filling and of summing up alone, in one process. */
  static void memory(Bench bench) throws Exception {
    int bytes = 16 * MIB;
    try (TransportPair ours = HandOffParts.pair(bench, Transport.BATON, bytes, SLOTS, "spin");
        Child alone =
            Child.start(
                "fill or sum alone",
                bench.java().command(bench.root(), FILL_CORE, MemorySide.class, bytes, SLOTS))) {
      alone.answer();
      int arrays = arrays(bench, bytes);
      for (int i = 0; i < WARM_UPS; i++) {
        ours.stream(arrays);
        alone.ask("fill " + arrays);
        alone.ask("sum " + arrays);
      }
      Map<String, Series> series =
          new Rounds("GB/s")
              .with("Baton", () -> rate(ours, arrays, bytes))
              .with("fill", () -> rate(alone.ask("fill " + arrays).get("seconds"), arrays, bytes))
              .with("sum", () -> rate(alone.ask("sum " + arrays).get("seconds"), arrays, bytes))
              .run(bench.rounds());
      Series fill = series.get("fill");
      Series sum = series.get("sum");
      boolean fillIsSlower = fill.median() < sum.median();
      bench.add(Row.MEMORY, series.get("Baton"), fillIsSlower ? fill : sum);
    }
  }

  private static void compare(Bench bench, String size, int bytes, Transport... peers)
      throws Exception {
    Map<Transport, TransportPair> pairs = new EnumMap<>(Transport.class);
    try {
      pairs.put(Transport.BATON, HandOffParts.pair(bench, Transport.BATON, bytes, SLOTS, "spin"));
      for (Transport peer : peers) {
        pairs.put(peer, HandOffParts.pair(bench, peer, bytes, SLOTS, "spin"));
      }
      int arrays = arrays(bench, bytes);
      Rounds rounds = new Rounds("GB/s");
      for (Map.Entry<Transport, TransportPair> pair : pairs.entrySet()) {
        for (int i = 0; i < WARM_UPS; i++) {
          pair.getValue().stream(arrays);
        }
        rounds.with(pair.getKey().name(), () -> rate(pair.getValue(), arrays, bytes));
      }
      Map<String, Series> series = rounds.run(bench.rounds());
      Series ours = named(series, Transport.BATON);
      for (Transport peer : peers) {
        String row = String.format(Locale.ROOT, "FILL_%s_%s", size, peer.name());
        bench.add(Row.valueOf(row), ours, named(series, peer));
      }
    } finally {
      pairs.values().forEach(TransportPair::close);
    }
  }

  private static Series named(Map<String, Series> series, Transport transport) {
    Series figures = series.get(transport.name());
    return new Series(transport.title(), figures.unit(), figures.rounds());
  }

  private static int arrays(Bench bench, int bytes) {
    return Math.max(8, bench.times((int) (BYTES_A_TURN / bytes)));
  }

  private static double rate(TransportPair pair, int arrays, int bytes) {
    return rate(pair.stream(arrays), arrays, bytes);
  }

  private static double rate(double seconds, int arrays, int bytes) {
    return (double) arrays * bytes / seconds / 1e9;
  }
}
