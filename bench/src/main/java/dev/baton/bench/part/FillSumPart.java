package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.MemorySide;
import dev.baton.bench.transport.Setup;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Arrays filled by one process and summed up by another, as fast as it goes. How much had better be
 * under way depends on how far the two cores are from each other, which a virtual machine does not
 * tell and may change at any time: near ones are quickest while all of it stays in their caches;
 * far ones fetch a line from memory sooner than from each other. So in every round each contender
 * takes a turn with each of these amounts, and the best of them counts. Who has nothing to choose
 * has as many turns.
 */
final class FillSumPart {
  private static final long BYTES_A_TURN = 1L << 30;

  /** So many rounds in a row in which next to nothing was compiled, and a contender is warm. */
  private static final int QUIET_ROUNDS = 2;

  private static final long QUIET_MILLIS = 20;
  private static final int MOST_WARM_UPS = 40;

  /** A hand-off runs once an array, whose bytes it does not touch: too seldom to be compiled. */
  private static final int TRIPS_TO_WARM_UP = 50_000;

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final int FILL_CORE = 0;
  private static final int MEMORY_WARM_UPS = 3;
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

  /**
   * Against the slower of filling and of summing up alone, in one process; and how far two get with
   * nothing but memory between them.
   */
  static void memory(Bench bench) throws Exception {
    int bytes = 16 * MIB;
    List<Integer> slots = slots(bytes);
    try (Contender ours = Contender.start(bench, Transport.BATON, bytes);
        Contender bare = Contender.start(bench, Transport.BARE, bytes);
        Child alone =
            Child.start(
                "fill or sum alone",
                bench
                    .java()
                    .command(bench.root(), FILL_CORE, MemorySide.class, bytes, largest(slots)))) {
      alone.answer();
      int arrays = arrays(bench, bytes);
      ours.warmUp(arrays);
      bare.warmUp(arrays);
      for (int i = 0; i < MEMORY_WARM_UPS; i++) {
        alone(alone, "fill", slots, arrays, bytes);
        alone(alone, "sum", slots, arrays, bytes);
      }
      Map<String, Series> series =
          new Rounds("GB/s")
              .with("Baton", () -> ours.best(arrays))
              .with("bare", () -> bare.best(arrays))
              .with("fill", () -> alone(alone, "fill", slots, arrays, bytes))
              .with("sum", () -> alone(alone, "sum", slots, arrays, bytes))
              .run(bench.rounds());
      Series fill = series.get("fill");
      Series sum = series.get("sum");
      Series slower = fill.median() < sum.median() ? fill : sum;
      bench.add(Row.MEMORY, series.get("Baton"), slower);
      bench.add(Row.MEMORY_BARE, series.get("bare"), slower);
    }
  }

  /** One after the other, since what peers do while they wait takes from whoever's turn it is. */
  private static void compare(Bench bench, String size, int bytes, Transport... peers)
      throws Exception {
    for (Transport peer : peers) {
      try (Contender ours = Contender.start(bench, Transport.BATON, bytes);
          Contender theirs = Contender.start(bench, peer, bytes)) {
        int arrays = arrays(bench, bytes);
        ours.warmUp(arrays);
        theirs.warmUp(arrays);
        Map<String, Series> series =
            new Rounds("GB/s")
                .with(Transport.BATON.title(), () -> ours.best(arrays))
                .with(peer.title(), () -> theirs.best(arrays))
                .run(bench.rounds());
        String row = String.format(Locale.ROOT, "FILL_%s_%s", size, peer.name());
        bench.add(Row.valueOf(row), series.get(Transport.BATON.title()), series.get(peer.title()));
        bench.say("    under way: " + ours.chosen() + "; " + theirs.chosen());
      }
    }
  }

  private static double alone(
      Child alone, String what, List<Integer> slots, int arrays, int bytes) {
    return slots.stream()
        .mapToDouble(some -> alone.ask(what + " " + arrays + " " + some).get("seconds"))
        .map(seconds -> rate(seconds, arrays, bytes))
        .max()
        .orElseThrow();
  }

  private static List<Integer> slots(int bytes) {
    return UNDER_WAY.stream()
        .map(underWay -> Math.max(LEAST_SLOTS, underWay / bytes))
        .distinct()
        .toList();
  }

  private static int largest(List<Integer> slots) {
    return slots.get(slots.size() - 1);
  }

  private static int arrays(Bench bench, int bytes) {
    return Math.max(8, bench.times((int) (BYTES_A_TURN / bytes)));
  }

  private static double rate(double seconds, int arrays, int bytes) {
    return (double) arrays * bytes / seconds / 1e9;
  }

  /** A transport, connected with each number of slots that it may choose. */
  private static final class Contender implements AutoCloseable {
    private final Transport transport;
    private final TransportPair pair;
    private final int bytes;
    private final List<Integer> slots;
    private final List<String> chosen = new ArrayList<>();

    private Contender(Transport transport, TransportPair pair, int bytes, List<Integer> slots) {
      this.transport = transport;
      this.pair = pair;
      this.bytes = bytes;
      this.slots = slots;
    }

    static Contender start(Bench bench, Transport transport, int bytes) throws Exception {
      List<Integer> slots = slots(bytes);
      Setup setup = new Setup(bench.inMemory(), bytes, slots.get(0), "spin");
      List<Integer> others = transport.hasSlots() ? slots.subList(1, slots.size()) : List.of();
      TransportPair pair =
          TransportPair.start(transport, bench.java(), bench.root(), setup, others);
      if (transport == Transport.BATON) {
        pair.trips(bench.times(TRIPS_TO_WARM_UP), 0);
      }
      return new Contender(transport, pair, bytes, slots);
    }

    /**
     * Takes turns until both sides' code is compiled. The compiler shares their cores with them, so
     * that it takes long, and until then nothing is measured but it.
     */
    private void warmUp(int arrays) {
      long compiled = pair.compileMillis();
      int quiet = 0;
      for (int i = 0; i < MOST_WARM_UPS && quiet < QUIET_ROUNDS; i++) {
        best(arrays, transport.hasSlots() ? slots.size() : 1);
        long now = pair.compileMillis();
        quiet = now - compiled <= QUIET_MILLIS ? quiet + 1 : 0;
        compiled = now;
      }
      chosen.clear();
    }

    /** GB/s of the best turn of a round. */
    private double best(int arrays) {
      return best(arrays, slots.size());
    }

    private double best(int arrays, int turns) {
      double best = 0;
      int by = 0;
      for (int choice = 0; choice < turns; choice++) {
        double seconds = pair.stream(arrays, transport.hasSlots() ? choice : 0);
        double rate = FillSumPart.rate(seconds, arrays, bytes);
        if (rate > best) {
          best = rate;
          by = choice;
        }
      }
      chosen.add(String.valueOf(slots.get(by) * (long) bytes / MIB));
      return best;
    }

    /** What served best, round by round. */
    private String chosen() {
      return transport.hasSlots()
          ? transport.title() + " " + String.join(", ", chosen) + " MiB"
          : transport.title() + " has no choice";
    }

    @Override
    public void close() {
      pair.close();
    }
  }
}
