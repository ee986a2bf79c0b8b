package dev.baton.deploy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** What may become of a file that others have mapped. */
final class Damage {
  private Damage() {}

  /** Flips one bit of a file, in place. */
  static void flip(Path file, long at, int bit) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(at);
      int was = opened.read();
      opened.seek(at);
      opened.write(was ^ 1 << bit);
    }
  }

  /** Cuts a file short, in place. */
  static void cut(Path file, long bytes) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.setLength(bytes);
    }
  }
}
