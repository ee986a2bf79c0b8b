package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Sends each array as a message of one part, in a new byte array each, which JeroMQ then owns.
 *
 * <p>A pair of PUSH and PULL sockets for each way: PAIR, which needs but one connection, is for
 * threads of one process, and does not connect again, says zmq_socket(3). That matters: in JeroMQ
 * 0.6.0 a few of a hundred new connections never begin their handshake (<a
 * href="https://github.com/zeromq/jeromq/pull/1022">its pull request 1022</a>), and only a new one
 * helps, for which it waits 30 s unless told otherwise.
 */
final class JeroMqSender implements Sender {
  static final String LOOPBACK = "tcp://127.0.0.1";
  static final int HANDSHAKE_MILLIS = 500;
  static final int MOST_QUEUED = 4;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket arrays = context.createSocket(SocketType.PUSH);
  private final ZMQ.Socket returns = context.createSocket(SocketType.PULL);
  private final int bytes;

  JeroMqSender(Setup setup) {
    bytes = setup.bytes();
    arrays.setHWM(MOST_QUEUED);
    publish(
        portsFile(setup), arrays.bindToRandomPort(LOOPBACK), returns.bindToRandomPort(LOOPBACK));
    returns.recv(); // the receiver is connected
  }

  /** The ports of arrays and of returns, a line each. */
  static Path portsFile(Setup setup) {
    return setup.directory().resolve("ports");
  }

  private static void publish(Path file, int arrays, int returns) {
    try {
      Path draft = Path.of(file + ".new");
      Files.writeString(draft, arrays + "\n" + returns + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void send(Filling filling) {
    byte[] message = new byte[bytes];
    filling.fill(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), 0);
    if (!arrays.send(message)) {
      throw new IllegalStateException("not sent: error " + arrays.errno());
    }
  }

  @Override
  public void awaitReturn() {
    returns.recv();
  }

  @Override
  public void close() {
    context.close();
  }
}
