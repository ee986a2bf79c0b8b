package dev.baton.bench.run;

import dev.baton.bench.result.Figure;
import dev.baton.bench.result.Point;
import dev.baton.bench.result.Result;
import dev.baton.bench.result.Results;
import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a part of the benchmarks is run with, and where its figures go. */
public final class Bench implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final int QUICK_ROUNDS = 1;
  private static final int QUICK_DIVISOR = 20;

  private final Path clone;
  private final Java java;
  private final int rounds;
  private final boolean quick;
  private final Results results;
  private final PrintWriter out;
  private final List<Path> directories = new CopyOnWriteArrayList<>();

  /**
   * @param clone where {@code bin} is
   * @param rounds how many turns everybody takes
   * @param quick whether one short turn is enough, to see that all works
   */
  public Bench(Path clone, Java java, int rounds, boolean quick, Results results, PrintWriter out) {
    this.clone = clone;
    this.java = java;
    this.rounds = quick ? QUICK_ROUNDS : rounds;
    this.quick = quick;
    this.results = results;
    this.out = out;
  }

  /** Where {@code bin} is. */
  public Path root() {
    return clone;
  }

  /** The Java that is measured. */
  public Java java() {
    return java;
  }

  /** How many turns everybody takes. */
  public int rounds() {
    return rounds;
  }

  /** How often to do something: fewer times if all this is only to see that it works. */
  public int times(int count) {
    return quick ? Math.max(1, count / QUICK_DIVISOR) : count;
  }

  /** Whether all this is only to see that it works. */
  public boolean isQuick() {
    return quick;
  }

  /** A new directory in memory, removed by {@link #close}. */
  public Path inMemory() throws IOException {
    return remembered(Files.createTempDirectory(MEMORY, "baton-bench-"));
  }

  /** A new directory on disk, removed by {@link #close}. */
  public Path onDisk() throws IOException {
    Path target = Files.createDirectories(clone.resolve("bench/target"));
    return remembered(Files.createTempDirectory(target, "run-"));
  }

  private Path remembered(Path directory) {
    directories.add(directory);
    return directory;
  }

  /** Says what is going on. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A figure by itself. */
  public void add(Row row, Series ours) {
    add(new Result(row, java.feature(), ours, null));
  }

  /** A figure compared with another contender's, of the same rounds. */
  public void add(Row row, Series ours, Series theirs) {
    add(new Result(row, java.feature(), ours, theirs));
  }

  /** How long it takes to hand over an array. */
  public void add(long bytes, Series time) {
    results.add(new Point(java.feature(), bytes, time));
    say("  %,15d bytes  %-24s %s ns".formatted(bytes, time.contender(), Figure.of(time.median())));
  }

  private void add(Result result) {
    results.add(result);
    List<Double> spread = result.spread();
    say(
        "  %-28s %s %s (%s to %s), goal: %s"
            .formatted(
                result.row(),
                Figure.of(result.figure()),
                result.row().goal().unit(),
                Figure.of(spread.get(0)),
                Figure.of(spread.get(1)),
                result.row().goal()));
    say("    " + words(result.ours()) + result.other().map(o -> "; " + words(o)).orElse(""));
  }

  private static String words(Series series) {
    return series.contender() + " " + Figure.of(series.median()) + " " + series.unit();
  }

  @Override
  public void close() {
    directories.forEach(Directories::remove);
    directories.clear();
  }
}
