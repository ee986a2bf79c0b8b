package dev.baton.cli;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * systemd's socket for messages from its services, a datagram one, which Java has not: sd_notify(3)
 * over JNA, which Chronicle loads in any case. A path, or with an @ in front a name in the abstract
 * namespace.
 */
final class NotifySocket implements Notifier.Receiver {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** Bytes of {@code sun_path}. */
  private static final int MOST_PATH = 108;

  private final String name;
  private final byte[] address;

  /**
   * The socket of that name, as {@code NOTIFY_SOCKET} has it.
   *
   * @throws IllegalArgumentException if no socket can have it
   */
  NotifySocket(String name) {
    this.name = name;
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = path.length > 1 && path[0] == '@';
    if ((!isAbstract && !name.startsWith("/")) || path.length >= MOST_PATH) {
      throw new IllegalArgumentException(
          name + ": expected an absolute path, or @ and a name, below " + MOST_PATH + " bytes");
    }
    if (isAbstract) {
      path[0] = 0; // and no zero at the end: an abstract name is as long as it is
    } else {
      path = Arrays.copyOf(path, path.length + 1);
    }
    this.address =
        ByteBuffer.allocate(Short.BYTES + path.length)
            .order(ByteOrder.nativeOrder())
            .putShort((short) AF_UNIX)
            .put(path)
            .array();
  }

  /** A socket a message: they are few, and systemd may have been started anew in between. */
  @Override
  public void take(String state) throws IOException {
    byte[] message = state.getBytes(StandardCharsets.UTF_8);
    try {
      int socket = Libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      try {
        NativeLong length = new NativeLong(message.length);
        Libc.sendto(socket, message, length, MSG_NOSIGNAL, address, address.length);
      } finally {
        Libc.close(socket);
      }
    } catch (LastErrorException | LinkageError e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "NOTIFY_SOCKET " + name;
  }

  /** The functions of the C library, bound when the first message is sent. */
  private static final class Libc {
    static {
      Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native NativeLong sendto(
        int socket, byte[] message, NativeLong length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;
  }
}
