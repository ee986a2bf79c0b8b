package dev.baton.store;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Addresses with files behind them: {@code mmap(2)}, which unlike Java's own mapping can put
 * several files side by side. Unmapped by {@link #close}, and not before; its buffers must not be
 * touched after. One thread at a time.
 */
final class Mapping implements AutoCloseable {
  private static final int NO_FILE = -1;

  private final long address;
  private final long bytes;

  private Mapping(long address, long bytes) {
    this.address = address;
    this.bytes = bytes;
  }

  /**
   * Addresses alone, for files to be {@link #place}d in. Takes no memory; nothing can be read there
   * yet.
   *
   * @param bytes whole pages
   */
  static Mapping reserve(long bytes) throws LastErrorException {
    int flags = Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS;
    return new Mapping(Libc.mmap(0, bytes, Libc.PROT_NONE, flags, NO_FILE, 0), bytes);
  }

  /**
   * The beginning of an open file, at addresses that the kernel chooses: such that it can lie in
   * large pages.
   */
  static Mapping of(int descriptor, long bytes) throws LastErrorException {
    return new Mapping(
        Libc.mmap(0, bytes, Libc.PROT_READ_WRITE, Libc.MAP_SHARED, descriptor, 0), bytes);
  }

  /**
   * Puts a part of an open file at {@code at}, counted from the first of these addresses.
   *
   * @param from where that part begins in its file; whole pages, as {@code at} and {@code length}
   */
  void place(long at, int descriptor, long from, long length) throws LastErrorException {
    requireWithin(at, length); // what lies behind is not ours
    int flags = Libc.MAP_SHARED | Libc.MAP_FIXED;
    Libc.mmap(address + at, length, Libc.PROT_READ_WRITE, flags, descriptor, from);
  }

  /** A part of the memory, little-endian. */
  ByteBuffer memory(long at, long length) {
    requireWithin(at, length);
    return new Pointer(address + at).getByteBuffer(0, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void requireWithin(long at, long length) {
    if (at < 0 || length < 0 || at > bytes - length) {
      throw new IndexOutOfBoundsException(
          at + " to " + (at + length) + " of " + bytes + " mapped bytes");
    }
  }

  @Override
  public void close() throws LastErrorException {
    Libc.munmap(address, bytes);
  }
}
