package dev.baton.cli;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The other end of a notify socket, as systemd holds it. */
final class DatagramReceiver implements AutoCloseable {
  static {
    Native.register(DatagramReceiver.class, "c");
  }

  private final int socket;

  /** Bound to a path, or with an @ in front to an abstract name. */
  DatagramReceiver(String name) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    byte[] address = new byte[110];
    address[0] = 1; // AF_UNIX; tests run on little-endian machines
    System.arraycopy(path, 0, address, 2, path.length);
    if (name.startsWith("@")) {
      address[2] = 0;
    }
    socket = socket(1, 2, 0);
    bind(socket, address, 2 + path.length);
  }

  /** The next message that was sent. */
  String next() {
    byte[] message = new byte[4_096];
    int length = recv(socket, message, new NativeLong(message.length), 0).intValue();
    return new String(Arrays.copyOf(message, length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    close(socket);
  }

  static native int socket(int domain, int type, int protocol) throws LastErrorException;

  static native int bind(int socket, byte[] address, int length) throws LastErrorException;

  static native NativeLong recv(int socket, byte[] message, NativeLong length, int flags)
      throws LastErrorException;

  static native int close(int descriptor) throws LastErrorException;
}
