package dev.baton.store;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The kernel's lock on a part of a file that belongs to one open descriptor, and not to a process
 * as the locks that Java has: {@code fcntl(2)}, "Open file description locks". It ends when that
 * descriptor is closed, at the process's death at the latest, and whatever other descriptors of the
 * file the process opens and closes. It keeps out locks of both kinds, also those of its own
 * process.
 */
final class OpenFileLock implements AutoCloseable {
  private static final int F_OFD_SETLK = 37;
  private static final short F_RDLCK = 0;
  private static final short F_WRLCK = 1;
  private static final short F_UNLCK = 2;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;

  /** Bytes of {@code struct flock} where a long has 64 bits. */
  private static final int FLOCK = 32;

  private final Path file;
  private final long from;
  private final long bytes;
  private final int descriptor;
  private boolean closed;

  private OpenFileLock(Path file, long from, long bytes, int descriptor) {
    this.file = file;
    this.from = from;
    this.bytes = bytes;
    this.descriptor = descriptor;
  }

  /** Opens a file, following no link, and locks nothing yet. */
  static OpenFileLock open(Path file, long from, long bytes) throws IOException {
    try {
      return new OpenFileLock(file, from, bytes, Libc.open(file));
    } catch (LastErrorException | LinkageError e) {
      throw new IOException("cannot open " + file + " to lock it: " + e.getMessage(), e);
    }
  }

  /** Takes the lock for this descriptor alone; false if another holds it, or looks. */
  boolean tryExclusive() throws IOException {
    return set(F_WRLCK);
  }

  /** Takes it together with others who look; false if another holds it for itself. */
  boolean tryShared() throws IOException {
    return set(F_RDLCK);
  }

  void unlock() throws IOException {
    set(F_UNLCK);
  }

  private boolean set(short type) throws IOException {
    byte[] lock =
        ByteBuffer.allocate(FLOCK)
            .order(ByteOrder.nativeOrder())
            .putShort(0, type) // and l_whence 0: from the start of the file; l_pid 0, as it must be
            .putLong(8, from)
            .putLong(16, bytes)
            .array();
    try {
      Libc.fcntl(descriptor, F_OFD_SETLK, lock);
      return true;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EAGAIN || e.getErrorCode() == EACCES) {
        return false;
      }
      throw new IOException(
          "cannot lock bytes "
              + from
              + " to "
              + (from + bytes - 1)
              + " of "
              + file
              + " (open file description lock, Linux 3.15): "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        Libc.close(descriptor);
      } catch (LastErrorException e) {
        throw new IOException("cannot close " + file + ": " + e.getMessage(), e);
      }
    }
  }
}
