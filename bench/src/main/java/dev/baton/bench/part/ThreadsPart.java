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
 * The loader service reads text from memory, with one thread and with two. This process borrows its
 * slots and releases them unread, and sleeps in between, so that the cores are the loader's.
 */
final class ThreadsPart {
  private static final int LINES = 2_000_000;
  private static final int COPIES = 10;

  /** The file so often: the first half of the slots is for the loader to warm up. */
  private static final int READINGS = 10;

  private static final int SLOTS = 8;
  private static final int SLOT_LENGTH = 1 << 18;
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final String ONE = "one thread";
  private static final String TWO = "two threads";

  private ThreadsPart() {}

  static void run(Bench bench) throws Exception {
    text(bench, Texts.SEED, Row.THREADS_SEED);
    text(bench, Texts.DECIMAL, Row.THREADS_DECIMAL);
  }

  private static void text(Bench bench, Texts texts, Row row) throws Exception {
    Path directory = bench.inMemory();
    Path file = directory.resolve("numbers.txt");
    texts.write(file, bench.times(LINES), COPIES);
    long elements = (long) bench.times(LINES) * COPIES * READINGS;
    Map<String, Series> series =
        new Rounds("M values/s")
            .with(TWO, () -> rate(bench, directory, file, 2, elements))
            .with(ONE, () -> rate(bench, directory, file, 1, elements))
            .run(bench.rounds());
    bench.add(row, series.get(TWO), series.get(ONE));
    Files.delete(file);
  }

  /** Millions of values a second, of the second half of them. */
  private static double rate(Bench bench, Path directory, Path file, int threads, long elements)
      throws IOException {
    Path path = Files.createTempDirectory(directory, "run-").resolve("channel");
    List<Object> words = new ArrayList<>(List.of("bin/baton-loader", "--channel", path));
    words.addAll(List.of("--threads", threads, "--source"));
    words.addAll(Collections.nCopies(READINGS, "text:" + file));
    Geometry geometry = new Geometry(SLOTS, SLOT_LENGTH, Dtype.F4, 1);
    try (Channel channel = Channel.create(path, geometry);
        Processor processor = channel.attachProcessor(null, 0);
        Child loader =
            Child.start("loader", ServiceParts.command(bench, words.toArray(Object[]::new)))) {
      return discard(processor, loader, elements);
    }
  }

  private static double discard(Processor processor, Child loader, long elements) {
    IdleStrategy idle = IdleStrategy.sleep();
    long deadline = System.nanoTime() + MOST_NANOS;
    long start = 0;
    long before = 0;
    long done = 0;
    while (done < elements) {
      BorrowedSlot slot = processor.poll();
      if (slot == null) {
        if (System.nanoTime() - deadline >= 0) {
          throw new IllegalStateException(
              "loader " + loader.pid() + ": expected " + elements + " values, found " + done);
        }
        idle.idle();
      } else {
        done += slot.length();
        slot.release();
        if (start == 0 && done >= elements / 2) {
          start = System.nanoTime();
          before = done;
        }
      }
    }
    return (done - before) * 1e3 / (System.nanoTime() - start);
  }
}
