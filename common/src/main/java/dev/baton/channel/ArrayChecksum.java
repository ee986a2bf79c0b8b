package dev.baton.channel;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C of a slot's elements, straight from the mapped memory. One thread; allocates nothing. */
final class ArrayChecksum {
  private final CRC32C crc = new CRC32C();

  /** Of the first {@code elements} of an array. */
  long of(SlotArray array, long elements) {
    ByteBuffer bytes = array.byteBuffer();
    crc.reset();
    crc.update(bytes.limit((int) (elements * array.dtype().itemSize())));
    return crc.getValue();
  }
}
