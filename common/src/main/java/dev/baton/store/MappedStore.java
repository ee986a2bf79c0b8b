package dev.baton.store;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.MappedBytes;

/**
 * A file mapped as a whole, read and written, with Chronicle Bytes. Unmapped by {@link #close}, and
 * not before.
 */
final class MappedStore implements AutoCloseable {
  static {
    ChronicleSettings.apply();
  }

  private final MappedBytes mapping;
  private final ByteBuffer memory;

  private MappedStore(MappedBytes mapping) {
    this.mapping = mapping;
    ByteBuffer whole = mapping.bytesStore().toTemporaryDirectByteBuffer();
    this.memory = whole.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Maps a file that has its full size already.
   *
   * @param size bytes, at most 2^31 - 4096
   */
  static MappedStore map(Path file, long size) {
    try {
      return new MappedStore(MappedBytes.singleMappedBytes(file.toFile(), size));
    } catch (FileNotFoundException e) {
      throw new BatonException(
          Reason.PERMISSION,
          file + " cannot be opened for writing: " + e.getMessage(),
          "run as the channel's owner, or in its group if it was made with --group",
          e);
    }
  }

  /** The whole mapping, little-endian. Not to be used after {@link #close}. */
  ByteBuffer memory() {
    return memory;
  }

  @Override
  public void close() {
    mapping.releaseLast();
  }
}
