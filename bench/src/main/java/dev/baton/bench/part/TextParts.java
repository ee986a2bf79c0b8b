package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.text.FloatsToText;
import dev.baton.bench.text.Jmh;
import dev.baton.bench.text.TextToFloats;
import dev.baton.bench.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Text to floats and back, in one JVM on one core, by JMH. */
final class TextParts {
  private static final String BATON = "Baton";

  private TextParts() {}

  static void parse(Bench bench) throws Exception {
    compare(
        bench,
        Row.PARSE_SEED,
        Row.ALLOCATION_PARSE,
        TextToFloats.class,
        "fastDoubleParser",
        "FastDoubleParser",
        Texts.SEED);
    compare(
        bench,
        Row.PARSE_DECIMAL,
        Row.ALLOCATION_PARSE,
        TextToFloats.class,
        "fastDoubleParser",
        "FastDoubleParser",
        Texts.DECIMAL);
  }

  static void print(Bench bench) throws Exception {
    compare(
        bench,
        Row.PRINT_SEED,
        Row.ALLOCATION_PRINT,
        FloatsToText.class,
        "floatToString",
        "Float.toString",
        Texts.SEED);
    compare(
        bench,
        Row.PRINT_DECIMAL,
        Row.ALLOCATION_PRINT,
        FloatsToText.class,
        "floatToString",
        "Float.toString",
        Texts.DECIMAL);
    compare(
        bench,
        Row.PRINT_RANDOM,
        Row.ALLOCATION_PRINT,
        FloatsToText.class,
        "floatToString",
        "Float.toString",
        Texts.RANDOM);
  }

  private static void compare(
      Bench bench,
      Row row,
      Row allocation,
      Class<?> benchmark,
      String theirMethod,
      String theirName,
      Texts texts)
      throws Exception {
    List<Double> allocated = new ArrayList<>();
    Map<String, Series> series =
        new Rounds("ns")
            .with(
                BATON,
                () -> {
                  Jmh.Score score = Jmh.measure(bench, benchmark, "baton", texts);
                  allocated.add(Math.floor(score.bytes() * 10) / 10);
                  return score.nanos();
                })
            .with(theirName, () -> Jmh.measure(bench, benchmark, theirMethod, texts).nanos())
            .run(bench.rounds());
    bench.add(row, series.get(BATON), series.get(theirName));
    bench.add(allocation, new Series(BATON, "bytes", allocated));
  }
}
