package dev.baton.bench.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Closes what throws only checked exceptions. */
final class Closing {
  private Closing() {}

  static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
