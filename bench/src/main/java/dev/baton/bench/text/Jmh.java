package dev.baton.bench.text;

import dev.baton.bench.run.Bench;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One measurement by JMH: one method with one parameter, in a JVM of its own. An invocation works
 * through {@link #NUMBERS} numbers in some 100 microseconds, and the median of all invocations
 * counts, so that those in which the core was taken away do not.
 */
public final class Jmh {
  /** Numbers of an invocation. */
  static final int NUMBERS = 12_000;

  private static final long TURN_MILLIS = 250;
  private static final int WARM_UPS = 8;
  private static final int MEASURED = 4;
  private static final double MEDIAN = 50;

  private Jmh() {}

  /** What a number took, ns, and allocated, bytes. */
  public record Score(double nanos, double bytes) {}

  /** Measures a method of a class once. */
  public static Score measure(Bench bench, Class<?> benchmark, String method, Texts texts)
      throws RunnerException {
    TimeValue turn = TimeValue.milliseconds(bench.times((int) TURN_MILLIS));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName() + "." + method + "$")
            .param("texts", texts.name())
            .jvm(bench.java().executable().toString())
            .jvmArgs(bench.java().flags(bench.root()).toArray(String[]::new))
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(turn)
            .measurementIterations(MEASURED)
            .measurementTime(turn)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    Collection<RunResult> results = new Runner(options.build()).run();
    RunResult result = results.iterator().next();
    return new Score(
        result.getPrimaryResult().getStatistics().getPercentile(MEDIAN) / NUMBERS,
        result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / NUMBERS);
  }
}
