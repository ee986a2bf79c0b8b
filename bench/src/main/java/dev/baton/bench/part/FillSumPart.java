package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.MemorySide;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import java.util.Locale;
import java.util.Map;

/** Arrays filled by one process and summed up by another, as fast as it goes. */
final class FillSumPart {
  private static final int SLOTS = 4;
  private static final long BYTES_A_TURN = 1L << 30;
  private static final int WARM_UPS = 5;
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

  /** One after the other, since what peers do while they wait takes from whoever's turn it is. */
  private static void compare(Bench bench, String size, int bytes, Transport... peers)
      throws Exception {
    for (Transport peer : peers) {
      try (TransportPair ours =
              HandOffParts.pair(bench, Transport.BATON, bytes, slots(bytes), "spin");
          TransportPair theirs = HandOffParts.pair(bench, peer, bytes, slots(bytes), "spin")) {
        int arrays = arrays(bench, bytes);
        for (int i = 0; i < WARM_UPS; i++) {
          ours.stream(arrays);
          theirs.stream(arrays);
        }
        Map<String, Series> series =
            new Rounds("GB/s")
                .with(Transport.BATON.name(), () -> rate(ours, arrays, bytes))
                .with(peer.name(), () -> rate(theirs, arrays, bytes))
                .run(bench.rounds());
        String row = String.format(Locale.ROOT, "FILL_%s_%s", size, peer.name());
        bench.add(Row.valueOf(row), named(series, Transport.BATON), named(series, peer));
      }
    }
  }

  /** As much as Aeron's term buffers hold, and four at least. */
  private static int slots(int bytes) {
    return Math.max(SLOTS, 4 * MIB / bytes);
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
