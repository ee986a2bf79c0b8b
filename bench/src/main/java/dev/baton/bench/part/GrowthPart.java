package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.transport.Bystanders;
import dev.baton.bench.transport.Newcomer;
import dev.baton.bench.transport.Setup;
import dev.baton.bench.transport.Transport;
import dev.baton.bench.transport.TransportPair;
import java.util.Map;

/** The hand-off with many slots, which all circulate, and with many members. */
final class GrowthPart {
  private static final int BYTES = 4 << 10;
  private static final int MANY_SLOTS = 4_096;
  private static final int FEW = 2;
  private static final int MANY_MEMBERS = 16;

  private GrowthPart() {}

  static void run(Bench bench) throws Exception {
    Setup crowded = new Setup(bench.inMemory(), BYTES, FEW, "spin");
    Setup large = new Setup(bench.inMemory(), BYTES, MANY_SLOTS, "spin");
    try (TransportPair few = start(bench, new Setup(bench.inMemory(), BYTES, FEW, "spin"));
        TransportPair slots = start(bench, large);
        TransportPair members = start(bench, crowded);
        Child bystanders = bystanders(bench, crowded)) {
      bystanders.answer();
      HandOffParts.warmUp(bench, few, slots, members);
      String base = "2 slots, 2 members";
      Map<String, Series> series =
          new Rounds("ns")
              .with(base, () -> HandOffParts.trips(few, bench).p50())
              .with("4,096 slots", () -> HandOffParts.trips(slots, bench).p50())
              .with("16 members", () -> HandOffParts.trips(members, bench).p50())
              .run(bench.rounds());
      bench.add(Row.GROWTH_SLOTS, series.get("4,096 slots"), series.get(base));
      bench.add(Row.GROWTH_MEMBERS, series.get("16 members"), series.get(base));
      Map<String, Series> attach =
          new Rounds("s").with("Baton", () -> attach(bench, large)).run(bench.rounds());
      bench.add(Row.ATTACH, attach.get("Baton"));
    }
  }

  private static TransportPair start(Bench bench, Setup setup) {
    return TransportPair.start(Transport.BATON_CIRCLING, bench.java(), bench.root(), setup);
  }

  private static Child bystanders(Bench bench, Setup setup) {
    int count = MANY_MEMBERS - FEW;
    return Child.start(
        "bystanders",
        bench.java().command(bench.root(), -1, Bystanders.class, setup.channel(), count));
  }

  private static double attach(Bench bench, Setup setup) {
    Object channel = setup.channel();
    try (Child newcomer =
        Child.start("newcomer", bench.java().command(bench.root(), -1, Newcomer.class, channel))) {
      newcomer.answer();
      return newcomer.ask("attach").get("seconds");
    }
  }
}
