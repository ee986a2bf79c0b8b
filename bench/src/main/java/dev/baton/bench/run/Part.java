package dev.baton.bench.run;

/** A part of the benchmarks that can be run by itself. */
public interface Part {
  /** What it is called on the command line. */
  String name();

  /** What it measures, in a few words. */
  String about();

  /** Measures. */
  void run(Bench bench) throws Exception;
}
