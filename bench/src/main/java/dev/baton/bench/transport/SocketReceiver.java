package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Reads arrays from a Unix domain socket. */
final class SocketReceiver implements Receiver {
  private static final long LOOK_NANOS = 1_000_000;

  private final SocketChannel channel;
  private final ByteBuffer array;
  private final ByteBuffer answer = ByteChannels.buffer(1);

  SocketReceiver(Setup setup) {
    array = ByteChannels.buffer(setup.bytes());
    Path address = setup.directory().resolve(SocketSender.NAME);
    while (!Files.exists(address)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(address));
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SocketSender.BUFFER_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void receive(Reading reading, boolean answered) {
    ByteChannels.read(channel, array);
    reading.read(array);
    if (answered) {
      ByteChannels.write(channel, answer);
    }
  }

  @Override
  public void close() {
    Closing.close(channel);
  }
}
