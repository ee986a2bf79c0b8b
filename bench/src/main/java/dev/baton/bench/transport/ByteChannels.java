package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Arrays through a stream of bytes, from and into one direct buffer. */
final class ByteChannels {
  private ByteChannels() {}

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes all of a buffer. */
  static void write(WritableByteChannel channel, ByteBuffer all) {
    all.clear();
    try {
      while (all.hasRemaining()) {
        channel.write(all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all.clear();
  }

  /** Fills a buffer. */
  static void read(ReadableByteChannel channel, ByteBuffer all) {
    all.clear();
    try {
      while (all.hasRemaining()) {
        if (channel.read(all) < 0) {
          throw new IllegalStateException("the other side has gone");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all.clear();
  }
}
