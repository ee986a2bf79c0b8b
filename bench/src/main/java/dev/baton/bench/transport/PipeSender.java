package dev.baton.bench.transport;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes arrays to a named pipe. */
final class PipeSender implements Sender {
  private final FileChannel there;
  private final FileChannel back;
  private final ByteBuffer array;
  private final ByteBuffer answer = ByteChannels.buffer(1);

  PipeSender(Setup setup) {
    array = ByteChannels.buffer(setup.bytes());
    Path directory = setup.directory();
    PipeFiles.make(directory.resolve(PipeFiles.BACK));
    PipeFiles.make(directory.resolve(PipeFiles.THERE));
    there = PipeFiles.open(directory.resolve(PipeFiles.THERE), StandardOpenOption.WRITE);
    back = PipeFiles.open(directory.resolve(PipeFiles.BACK), StandardOpenOption.READ);
  }

  @Override
  public void send(Filling filling) {
    filling.fill(array, 0);
    ByteChannels.write(there, array);
  }

  @Override
  public void awaitReturn() {
    ByteChannels.read(back, answer);
  }

  @Override
  public void close() {
    Closing.close(there);
    Closing.close(back);
  }
}
