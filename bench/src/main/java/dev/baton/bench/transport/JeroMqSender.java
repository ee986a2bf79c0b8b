package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Sends each array as a message of one part, in a new byte array each, which JeroMQ then owns. */
final class JeroMqSender implements Sender {
  static final String PORT = "port";
  static final int MOST_QUEUED = 4;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket = context.createSocket(SocketType.PAIR);
  private final int bytes;

  JeroMqSender(Setup setup) {
    bytes = setup.bytes();
    socket.setHWM(MOST_QUEUED);
    int port = socket.bindToRandomPort("tcp://127.0.0.1");
    try {
      var file = setup.directory().resolve(PORT);
      var draft = setup.directory().resolve(PORT + ".new");
      Files.writeString(draft, Integer.toString(port));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void send(Filling filling) {
    byte[] message = new byte[bytes];
    filling.fill(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), 0);
    if (!socket.send(message)) {
      throw new IllegalStateException("not sent: error " + socket.errno());
    }
  }

  @Override
  public void awaitReturn() {
    socket.recv();
  }

  @Override
  public void close() {
    context.close();
  }
}
