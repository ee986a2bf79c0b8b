package dev.baton.bench.part;

import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.bench.text.Texts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

/** Files to arrays, by the loader's own sources. */
final class SourceParts {
  private static final int CORE = 0;
  private static final int LINES = 2_000_000;
  private static final int COPIES = 10;
  private static final long FILE_BYTES = 512L << 20;
  private static final int NPY_HEADER = 128;
  private static final int WARM_UPS = 3;
  private static final String BATON = "Baton";

  private SourceParts() {}

  /** A text file to floats, against NumPy's two ways. */
  static void numpy(Bench bench) throws Exception {
    text(bench, Texts.SEED, Row.LOADTXT_SEED, Row.FROMSTRING_SEED);
    text(bench, Texts.DECIMAL, Row.LOADTXT_DECIMAL, Row.FROMSTRING_DECIMAL);
  }

  private static void text(Bench bench, Texts texts, Row loadtxt, Row fromstring) throws Exception {
    int lines = bench.times(LINES) * COPIES;
    Path file = bench.inMemory().resolve("numbers.txt");
    texts.write(file, bench.times(LINES), COPIES);
    try (Child ours = side(bench);
        Child theirs = Python.start(bench, CORE, "numpy_text.py", file)) {
      ours.answer();
      theirs.answer();
      for (int i = 0; i < 2 * WARM_UPS; i++) {
        read(ours, "text:" + file, lines);
      }
      Map<String, Series> series =
          new Rounds("M values/s")
              .with(BATON, () -> lines / read(ours, "text:" + file, lines) / 1e6)
              .with("numpy.loadtxt", () -> lines / theirs.ask("loadtxt").get("seconds") / 1e6)
              .with("numpy.fromstring", () -> lines / theirs.ask("fromstring").get("seconds") / 1e6)
              .run(bench.rounds());
      bench.add(loadtxt, series.get(BATON), series.get("numpy.loadtxt"));
      bench.add(fromstring, series.get(BATON), series.get("numpy.fromstring"));
    }
  }

  /** Raw and npy files to slots, against {@code cat FILE > /dev/null}. */
  static void files(Bench bench) throws Exception {
    long bytes = bench.times((int) (FILE_BYTES >> 20)) * (1L << 20);
    Path directory = bench.onDisk();
    Path raw = directory.resolve("numbers.f32");
    Path npy = directory.resolve("numbers.npy");
    write(raw, new byte[0], bytes);
    write(npy, npyHeader(bytes / Float.BYTES), bytes);
    try (Child ours = side(bench)) {
      ours.answer();
      for (int i = 0; i < WARM_UPS; i++) {
        load(ours, "raw:" + raw);
        load(ours, "npy:" + npy);
        cat(raw);
        cat(npy);
      }
      Map<String, Series> series =
          new Rounds("GB/s")
              .with("raw", () -> bytes / load(ours, "raw:" + raw) / 1e9)
              .with("cat raw", () -> bytes / cat(raw) / 1e9)
              .with("npy", () -> bytes / load(ours, "npy:" + npy) / 1e9)
              .with("cat npy", () -> bytes / cat(npy) / 1e9)
              .run(bench.rounds());
      bench.add(Row.FILE_RAW, series.get("raw"), series.get("cat raw"));
      bench.add(Row.FILE_NPY, series.get("npy"), series.get("cat npy"));
    }
  }

  private static Child side(Bench bench) throws IOException {
    return Child.start(
        "source", bench.java().command(bench.root(), CORE, SourceSide.class, bench.inMemory()));
  }

  private static double read(Child side, String spec, int expected) {
    var answer = side.ask("read " + spec);
    if (answer.get("elements") != expected) {
      throw new IllegalStateException(
          spec + ": expected " + expected + " elements, found " + answer.get("elements"));
    }
    return answer.get("seconds");
  }

  private static double load(Child side, String spec) {
    return side.ask("load " + spec).get("seconds");
  }

  private static double cat(Path file) throws Exception {
    long start = System.nanoTime();
    Process cat =
        new ProcessBuilder(
                "taskset",
                "-c",
                Integer.toString(CORE),
                "sh",
                "-c",
                "exec cat \"$0\" >/dev/null",
                file.toString())
            .inheritIO()
            .start();
    if (cat.waitFor() != 0) {
      throw new IllegalStateException("cat " + file + " failed");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void write(Path file, byte[] header, long bytes) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 20);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(header));
      for (long written = 0; written < bytes; written += block.capacity()) {
        out.write(block.clear());
      }
    }
  }

  private static byte[] npyHeader(long elements) {
    String dict =
        String.format(
            Locale.ROOT, "{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }", elements);
    int length = NPY_HEADER - 10;
    String padded = dict + " ".repeat(length - 1 - dict.length()) + "\n";
    ByteBuffer header = ByteBuffer.allocate(NPY_HEADER);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put(new byte[] {1, 0, (byte) length, 0});
    header.put(padded.getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }
}
