package dev.baton.loader.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * What a file is known by again that was read up to an offset, small enough for a position: a part
 * of its inode number, which stays when it is renamed, and a checksum of its first bytes and of
 * those in front of the offset, which stay when it is copied.
 */
final class TailMark {
  private static final int SUM_BITS = 24;
  private static final int INODE_BITS = 23;
  private static final int WINDOW = 256;

  private TailMark() {}

  /** The mark of a file; never 0. */
  static long of(long inode, FileChannel channel, long offset) throws IOException {
    return inode(inode) << SUM_BITS | sum(channel, offset);
  }

  /** Whether a mark may be that of a file with this inode number. */
  static boolean isInode(long mark, long inode) {
    return mark >>> SUM_BITS == inode(inode);
  }

  /** Whether a file holds what the marked one held in front of the offset. */
  static boolean isContent(long mark, FileChannel channel, long offset) throws IOException {
    long sum = mark & ((1L << SUM_BITS) - 1);
    return channel.size() >= offset && sum == sum(channel, offset);
  }

  private static long inode(long inode) {
    return Long.hashCode(inode) & ((1L << INODE_BITS) - 1);
  }

  /** At least 1. */
  private static long sum(FileChannel channel, long offset) throws IOException {
    CRC32C crc = new CRC32C();
    add(crc, channel, 0, Math.min(WINDOW, offset));
    add(crc, channel, Math.max(0, offset - WINDOW), offset);
    return Math.max(1, crc.getValue() & ((1L << SUM_BITS) - 1));
  }

  private static void add(CRC32C crc, FileChannel channel, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = channel.read(bytes, from + bytes.position());
    }
    crc.update(bytes.flip());
  }
}
