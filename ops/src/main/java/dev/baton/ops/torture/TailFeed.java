package dev.baton.ops.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** A text that grows, in steps that end anywhere in a line, and is renamed now and then. */
final class TailFeed extends Feed {
  /** One of so many pieces is the last of its file. */
  private static final int ROTATION = 10;

  private final Path file;
  private byte[] begun = new byte[0];
  private int rotations;

  TailFeed(Path file, SplittableRandom random, long bytesPerSecond, int mostNumbers) {
    super(random, bytesPerSecond, mostNumbers);
    this.file = file;
  }

  @Override
  String spec() {
    return "tail:" + file;
  }

  @Override
  void give(int[] numbers) throws IOException {
    finish();
    if (random().nextInt(ROTATION) == 0) {
      rotate();
    }
    byte[] text = text(numbers);
    int now = random().nextInt(text.length + 1);
    append(Arrays.copyOf(text, now));
    begun = Arrays.copyOfRange(text, now, text.length);
  }

  private void append(byte[] text) throws IOException {
    Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * At the end of a line: one that a file ends within is none of the next. Not before the loader
   * has begun, since that is with the file that bears the name then.
   */
  private void rotate() throws IOException {
    if (isCommitted()) {
      String name = String.format(Locale.ROOT, "%s-%06d", file.getFileName(), ++rotations);
      Files.move(file, file.resolveSibling(name));
    }
  }

  @Override
  void finish() throws IOException {
    append(begun);
    begun = new byte[0];
  }

  @Override
  String fault() {
    return "";
  }
}
