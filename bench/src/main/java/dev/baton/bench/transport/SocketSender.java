package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Writes arrays to a Unix domain socket. */
final class SocketSender implements Sender {
  static final String NAME = "socket";

  /** As much as the kernel lets anybody have without asking, or more. */
  static final int BUFFER_BYTES = 1 << 20;

  private final SocketChannel channel;
  private final ByteBuffer array;
  private final ByteBuffer answer = ByteChannels.buffer(1);

  SocketSender(Setup setup) {
    array = ByteChannels.buffer(setup.bytes());
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(setup.directory().resolve(NAME)));
      channel = server.accept();
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void send(Filling filling) {
    filling.fill(array, 0);
    ByteChannels.write(channel, array);
  }

  @Override
  public void awaitReturn() {
    ByteChannels.read(channel, answer);
  }

  @Override
  public void close() {
    Closing.close(channel);
  }
}
