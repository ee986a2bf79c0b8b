package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Receives each array as a byte array. */
final class JeroMqReceiver implements Receiver {
  private static final long LOOK_NANOS = 1_000_000;
  private static final byte[] ANSWER = new byte[1];

  private final ZContext context = new ZContext();
  private final ZMQ.Socket arrays = context.createSocket(SocketType.PULL);
  private final ZMQ.Socket returns = context.createSocket(SocketType.PUSH);

  JeroMqReceiver(Setup setup) {
    List<String> ports = ports(JeroMqSender.portsFile(setup));
    arrays.setHWM(JeroMqSender.MOST_QUEUED);
    arrays.setHandshakeIvl(JeroMqSender.HANDSHAKE_MILLIS);
    returns.setHandshakeIvl(JeroMqSender.HANDSHAKE_MILLIS);
    arrays.connect(JeroMqSender.LOOPBACK + ":" + ports.get(0));
    returns.connect(JeroMqSender.LOOPBACK + ":" + ports.get(1));
    returns.send(ANSWER);
  }

  private static List<String> ports(Path file) {
    while (!Files.exists(file)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void receive(Reading reading, boolean answered) {
    reading.read(ByteBuffer.wrap(arrays.recv()).order(ByteOrder.LITTLE_ENDIAN));
    if (answered) {
      returns.send(ANSWER);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
