package dev.baton.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.net.URLDecoder;
import java.nio.file.Path;

/**
 * What Java has nothing for: functions of Linux' C library, over JNA, which Chronicle loads in any
 * case. Bound when the first is called; numbers are those of 64-bit Linux.
 */
final class Libc {
  static final int PROT_NONE = 0;
  static final int PROT_READ_WRITE = 3;
  static final int MAP_SHARED = 1;
  static final int MAP_PRIVATE = 2;
  static final int MAP_FIXED = 0x10;
  static final int MAP_ANONYMOUS = 0x20;

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;

  /** Of all that Linux and Java run on, these two have numbers of their own. */
  private static final int O_NOFOLLOW = Platform.isARM() || Platform.isPPC() ? 0x8000 : 0x20000;

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  /**
   * Opens a file to be read and written, following no link.
   *
   * @return the descriptor, to be {@link #close}d
   */
  static int open(Path file) throws LastErrorException {
    return open(bytes(file), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  }

  /** The path as the kernel has it, whatever the locale, with a zero behind it. */
  private static byte[] bytes(Path file) {
    String encoded = file.toUri().getRawPath().replace("+", "%2B"); // byte by byte, as they are
    return (URLDecoder.decode(encoded, ISO_8859_1) + '\0').getBytes(ISO_8859_1);
  }

  private static native int open(byte[] path, int flags) throws LastErrorException;

  static native int close(int descriptor) throws LastErrorException;

  static native int fcntl(int descriptor, int command, byte[] lock) throws LastErrorException;

  static native long mmap(
      long address, long bytes, int protection, int flags, int descriptor, long offset)
      throws LastErrorException;

  static native int munmap(long address, long bytes) throws LastErrorException;
}
