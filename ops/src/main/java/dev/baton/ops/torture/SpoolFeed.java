package dev.baton.ops.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Files of several kinds, moved into a spool in the order of their names. */
final class SpoolFeed extends Feed {
  private static final List<String> ENDINGS = List.of(".raw", ".txt", ".txt.gz");

  private final Path spool;
  private int files;

  SpoolFeed(Path spool, SplittableRandom random, long bytesPerSecond, int mostNumbers)
      throws IOException {
    super(random, bytesPerSecond, mostNumbers);
    this.spool = Files.createDirectory(spool);
  }

  @Override
  String spec() {
    return "spool:" + spool;
  }

  @Override
  void give(int[] numbers) throws IOException {
    String ending = ENDINGS.get(random().nextInt(ENDINGS.size()));
    String name = String.format(Locale.ROOT, "%06d%s", ++files, ending);
    Path draft = spool.resolve("." + name);
    try (OutputStream out = Files.newOutputStream(draft);
        OutputStream packed = ending.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(ending.equals(".raw") ? raw(numbers) : text(numbers));
    }
    Files.move(draft, spool.resolve(name));
  }

  @Override
  void finish() {}

  /** Each file has been put away once, under its own name. */
  @Override
  String fault() throws IOException {
    List<String> failed = names(spool.resolve("failed"));
    List<String> done = names(spool.resolve("done"));
    boolean each =
        done.size() == files
            && done.stream().noneMatch(name -> name.contains("~"))
            && failed.isEmpty();
    return each
        ? ""
        : spool
            + ": expected "
            + files
            + " files done, each once, found "
            + done.size()
            + " done, and failed: "
            + failed;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
