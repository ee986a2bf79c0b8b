package dev.baton.bench.part;

import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Part;
import java.util.List;

/** All parts of the benchmarks. */
public final class Parts {
  private interface Action {
    void run(Bench bench) throws Exception;
  }

  /** In the order in which they are run. */
  public static final List<Part> ALL =
      List.of(
          part("trips", "round trips of a slot against bare queues", HandOffParts::trips),
          part("sizes", "round trips of slots of 4 KiB to 512 MiB", HandOffParts::sizes),
          part("growth", "many slots, many members, attaching", GrowthPart::run),
          part("fill-sum", "arrays filled and summed up, against peers", FillSumPart::run),
          part("memory", "the same against what memory gives", FillSumPart::memory),
          part("parse", "text to floats against FastDoubleParser", TextParts::parse),
          part("print", "floats to text against Float.toString", TextParts::print),
          part("numpy", "text to floats against NumPy", SourceParts::numpy),
          part("files", "raw and npy files to slots against cat", SourceParts::files),
          part(
              "threads",
              "text files to slots by two threads, or two loaders, against one",
              ThreadsPart::run),
          part("seed", "the seed's job against Python", ServiceParts::seed),
          part("idle", "CPU time of idle services", ServiceParts::idle),
          part("wake-up", "how soon an idle service wakes up", HandOffParts::wakeUp),
          part("status", "CPU time of baton status", ServiceParts::status),
          part("watched", "round trips and CPU time while somebody looks", WatchedPart::run),
          part("plot", "handing over arrays of 4 KiB to 256 MiB, all peers", PlotPart::run));

  private Parts() {}

  private static Part part(String name, String about, Action action) {
    return new Part() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String about() {
        return about;
      }

      @Override
      public void run(Bench bench) throws Exception {
        action.run(bench);
      }
    };
  }
}
