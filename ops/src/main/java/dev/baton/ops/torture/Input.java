package dev.baton.ops.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * What a loader loads: a file of random bytes, no two pieces of which are alike.
 *
 * @param file where it is
 * @param sha256 of all of it
 */
record Input(Path file, String sha256) {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Writes so many random bytes; the same for the same seed. */
  static Input write(Path file, long seed, long bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    DigestChannel digest = new DigestChannel();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= buffer.limit()) {
        buffer.clear();
        while (buffer.hasRemaining()) {
          buffer.putLong(random.nextLong());
        }
        buffer.flip().limit((int) Math.min(BUFFER_BYTES, left));
        digest.write(buffer.duplicate());
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    }
    return new Input(file, digest.sha256());
  }
}
