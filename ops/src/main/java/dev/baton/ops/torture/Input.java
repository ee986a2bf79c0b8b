package dev.baton.ops.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a loader loads: a file of random bytes, no two pieces of which are alike.
 *
 * @param file where it is; null if it came in pieces
 * @param sha256 of all of it that is to come out
 * @param bytes how many are to come out
 * @param aside sequences of the slots that are not to come out, since no processor survives them
 */
record Input(Path file, String sha256, long bytes, Set<Long> aside) {
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
    return new Input(file, digest.sha256(), digest.bytes(), Set.of());
  }

  /**
   * The same, but for the first bytes of one slot, for which that is not to come out.
   *
   * @param sequence the slot's, from 1
   */
  Input withBad(long sequence, int slotBytes, long marker) throws IOException {
    long start = (sequence - 1) * slotBytes;
    ByteBuffer bad = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bad.putLong(marker).flip();
    DigestChannel digest = new DigestChannel();
    try (FileChannel both =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      both.write(bad, start);
      copy(both, 0, start, digest);
      copy(both, Math.min(both.size(), start + slotBytes), both.size(), digest);
    }
    return new Input(file, digest.sha256(), digest.bytes(), Set.of(sequence));
  }

  private static void copy(FileChannel from, long start, long end, DigestChannel to)
      throws IOException {
    for (long at = start; at < end; ) {
      at += from.transferTo(at, end - at, to);
    }
  }
}
