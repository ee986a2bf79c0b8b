package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.Setup;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What it costs to look at a channel: metrics for Prometheus, and the page, open in a browser. */
final class WatchedPart {
  private static final int BYTES = 4 << 10;

  /** More than a second of them, so that each round is looked at ten times and more. */
  private static final int TRIPS = 4_000_000;

  private static final long OFTEN_MILLIS = 100;
  private static final long SECOND_MILLIS = 1_000;
  private static final String ALONE = "nobody looks";
  private static final String WATCHED = "metrics and page asked ten times a second";

  private WatchedPart() {}

  static void run(Bench bench) throws Exception {
    Setup setup = new Setup(bench.inMemory(), BYTES, 1, "spin");
    Path channel = setup.channel();
    try (TransportPair pair =
            TransportPair.start(Transport.BATON, bench.java(), bench.root(), setup);
        Onlooker metrics = Onlooker.start(bench, channel, "metrics", "--metrics-port", "/metrics");
        Onlooker page = Onlooker.start(bench, channel, "web", "--port", "/look.json")) {
      HandOffParts.warmUp(bench, pair);
      Map<String, Series> trips =
          new Rounds("ns")
              .with(ALONE, () -> trips(bench, pair))
              .with(
                  WATCHED,
                  () -> asked(OFTEN_MILLIS, List.of(metrics, page), () -> trips(bench, pair)))
              .run(bench.rounds());
      bench.add(Row.WATCHED, trips.get(WATCHED), trips.get(ALONE));
      Map<String, Series> cpu =
          new Rounds("% of a core")
              .with("metrics", () -> percent(bench, metrics))
              .with("page", () -> percent(bench, page))
              .with("metrics asked", () -> percentAsked(bench, metrics))
              .with("page asked", () -> percentAsked(bench, page))
              .run(Math.max(1, bench.rounds() / 2));
      bench.add(Row.METRICS_IDLE, cpu.get("metrics"));
      bench.add(Row.PAGE_IDLE, cpu.get("page"));
      bench.add(Row.METRICS_BUSY, cpu.get("metrics asked"));
      bench.add(Row.PAGE_BUSY, cpu.get("page asked"));
    }
  }

  private static double trips(Bench bench, TransportPair pair) {
    return pair.trips(bench.times(TRIPS), 0).p50();
  }

  private static double percent(Bench bench, Onlooker onlooker) {
    return ServiceParts.percent(bench, onlooker.child());
  }

  private static double percentAsked(Bench bench, Onlooker onlooker) throws Exception {
    return asked(SECOND_MILLIS, List.of(onlooker), () -> percent(bench, onlooker));
  }

  /** Measures while onlookers are asked again and again; one that does not answer is a failure. */
  private static double asked(
      long everyMillis, List<Onlooker> onlookers, Rounds.Measurement measurement) throws Exception {
    ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    try {
      ScheduledFuture<?> asked =
          asking.scheduleAtFixedRate(
              () -> onlookers.forEach(WatchedPart::ask), 0, everyMillis, TimeUnit.MILLISECONDS);
      double figure = measurement.measure();
      if (asked.isDone()) { // only a failure ends it
        asked.get();
      }
      return figure;
    } finally {
      asking.shutdown();
      asking.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static void ask(Onlooker onlooker) {
    try {
      onlooker.ask();
    } catch (Exception e) {
      throw new IllegalStateException("nobody answers", e);
    }
  }
}
