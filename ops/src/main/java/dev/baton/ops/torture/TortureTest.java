package dev.baton.ops.torture;

import java.io.IOException;
import java.util.List;

/** One test of the torture plan. */
interface TortureTest {
  /** {@code T1}. */
  String id();

  /** What is done, in a few words. */
  String title();

  /** What the seed decides, line by line; the same seed gives the same lines. */
  List<String> plan(TortureOptions options);

  /** Bytes that it needs at once. */
  long space(TortureOptions options);

  /** Does it. What it finds goes into the outcome. */
  void run(Lab lab, Outcome outcome) throws IOException, InterruptedException;
}
