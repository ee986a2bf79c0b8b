package dev.baton.bench.part;

import dev.baton.array.Dtype;
import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.text.Texts;
import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Processor;
import dev.baton.layout.Geometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The loader service reads text from memory, with one thread, with two, and as two services, a half
 * of the file each, which is what two cores can do at best. This process borrows its slots and
 * releases them unread, and sleeps in between, so that the cores are the loader's.
 */
final class ThreadsPart {
  private static final int LINES = 2_000_000;
  private static final int COPIES = 10;

  /** The file so often: seconds, of which the first half is for the loader to warm up. */
  private static final int READINGS = 60;

  /** So many that none waits while this process sleeps: 10 ms of what two cores fill. */
  private static final int SLOTS = 32;

  private static final int SLOT_LENGTH = 1 << 18;
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final String ONE = "one thread";
  private static final String TWO = "two threads";
  private static final String SHARDS = "two loaders";

  private ThreadsPart() {}

  static void run(Bench bench) throws Exception {
    text(bench, Texts.SEED, Row.THREADS_SEED, Row.SHARDS_SEED);
    text(bench, Texts.DECIMAL, Row.THREADS_DECIMAL, Row.SHARDS_DECIMAL);
  }

  private static void text(Bench bench, Texts texts, Row threads, Row shards) throws Exception {
    Path directory = bench.inMemory();
    Path file = directory.resolve("numbers.txt");
    texts.write(file, bench.times(LINES), COPIES);
    long elements = (long) bench.times(LINES) * COPIES * READINGS;
    String whole = "text:" + file;
    Map<String, Series> series =
        new Rounds("M values/s")
            .with(TWO, () -> rate(bench, directory, elements, 2, whole))
            .with(ONE, () -> rate(bench, directory, elements, 1, whole))
            .with(
                SHARDS,
                () ->
                    rate(bench, directory, elements, 1, whole + "?shard=1/2", whole + "?shard=2/2"))
            .run(bench.rounds());
    bench.add(threads, series.get(TWO), series.get(ONE));
    bench.add(shards, series.get(SHARDS), series.get(ONE));
    Files.delete(file);
  }

  /**
   * Millions of values a second, of the second half of them without the last tenth, in which one
   * loader may have come to its end before the other; a loader for each source.
   */
  private static double rate(
      Bench bench, Path directory, long elements, int threads, String... sources)
      throws IOException {
    Path path = Files.createTempDirectory(directory, "run-").resolve("channel");
    Geometry geometry = new Geometry(SLOTS, SLOT_LENGTH, Dtype.F4, 1);
    try (Channel channel = Channel.create(path, geometry);
        Processor processor = channel.attachProcessor(null, 0);
        Loaders loaders = new Loaders(new ArrayList<>())) {
      for (String source : sources) {
        List<Object> words = new ArrayList<>(List.of("bin/baton-loader", "--channel", path));
        words.addAll(List.of("--threads", threads, "--source"));
        words.addAll(Collections.nCopies(READINGS, source));
        Object[] command = words.toArray();
        loaders.all().add(Child.start("loader", ServiceParts.command(bench, command)));
      }
      return discard(processor, elements);
    }
  }

  private static double discard(Processor processor, long elements) {
    long deadline = System.nanoTime() + MOST_NANOS;
    long warm = discard(processor, 0, elements / 2, deadline);
    long start = System.nanoTime();
    long done = discard(processor, warm, elements / 10 * 9, deadline);
    double rate = (done - warm) * 1e3 / (System.nanoTime() - start);
    discard(processor, done, elements, deadline); // so that the loaders come to their end
    return rate;
  }

  /** Goes on from so many values to so many or a few more; answers how many. */
  private static long discard(Processor processor, long from, long to, long deadline) {
    IdleStrategy idle = IdleStrategy.sleep();
    long done = from;
    while (done < to) {
      BorrowedSlot slot = processor.poll();
      if (slot == null) {
        if (System.nanoTime() - deadline >= 0) {
          throw new IllegalStateException("expected " + to + " values, found " + done);
        }
        idle.idle();
      } else {
        done += slot.length();
        slot.release();
      }
    }
    return done;
  }

  private record Loaders(List<Child> all) implements AutoCloseable {
    @Override
    public void close() {
      all.forEach(Child::close);
    }
  }
}
