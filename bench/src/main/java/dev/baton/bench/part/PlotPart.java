package dev.baton.bench.part;

import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long it takes to hand over an array that is there already, from the moment its sender sets
 * out to the moment it hears that the receiver has it: the plot.
 */
final class PlotPart {
  private static final List<Integer> SIZES =
      List.of(4 << 10, 64 << 10, 1 << 20, 16 << 20, 256 << 20);
  private static final List<Transport> TRANSPORTS =
      List.of(
          Transport.BATON,
          Transport.AERON,
          Transport.CHRONICLE,
          Transport.JEROMQ,
          Transport.UNIX_SOCKET,
          Transport.PIPE);

  /** The largest message that Aeron takes. */
  private static final int LARGEST_OF_AERON = 16 << 20;

  private static final long BYTES_A_TURN = 1L << 30;
  private static final int MOST_TRIPS = 20_000;

  private PlotPart() {}

  static void run(Bench bench) throws Exception {
    for (int bytes : SIZES) {
      Map<String, AutoCloseable> contenders = new LinkedHashMap<>();
      try {
        Rounds rounds = new Rounds("ns");
        int trips = trips(bench, bytes);
        for (Transport transport : TRANSPORTS) {
          if (transport != Transport.AERON || bytes <= LARGEST_OF_AERON) {
            TransportPair pair = HandOffParts.pair(bench, transport, bytes, 1, "spin");
            contenders.put(transport.title(), pair);
            pair.trips(transport == Transport.BATON ? bench.times(200_000) : trips, 0);
            int count = transport == Transport.BATON ? bench.times(MOST_TRIPS) : trips;
            rounds.with(transport.title(), () -> pair.trips(count, 0).p50());
          }
        }
        for (String way : List.of("shared", "pickled")) {
          Child python = Python.start(bench, -1, "hand_over.py", way, bytes);
          String title = "Python, " + (way.equals("shared") ? "index queued" : "array queued");
          contenders.put(title, python);
          python.answer();
          int count = Math.max(3, Math.min(trips, 300));
          rounds.with(title, () -> python.ask("trips " + count).get("p50"));
        }
        rounds.run(bench.rounds()).values().forEach(series -> bench.add(bytes, series));
      } finally {
        for (AutoCloseable contender : contenders.values()) {
          contender.close();
        }
        bench.close();
      }
    }
  }

  private static int trips(Bench bench, int bytes) {
    return Math.max(3, bench.times((int) Math.min(MOST_TRIPS, BYTES_A_TURN / bytes)));
  }
}
