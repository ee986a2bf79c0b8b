package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Receives each array as a byte array. */
final class JeroMqReceiver implements Receiver {
  private static final long LOOK_NANOS = 1_000_000;
  private static final byte[] ANSWER = new byte[1];

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket = context.createSocket(SocketType.PAIR);

  JeroMqReceiver(Setup setup) {
    Path port = setup.directory().resolve(JeroMqSender.PORT);
    while (!Files.exists(port)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    socket.setHWM(JeroMqSender.MOST_QUEUED);
    try {
      socket.connect("tcp://127.0.0.1:" + Files.readString(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void receive(Reading reading, boolean answered) {
    reading.read(ByteBuffer.wrap(socket.recv()).order(ByteOrder.LITTLE_ENDIAN));
    if (answered) {
      socket.send(ANSWER);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
