package dev.baton.bench.transport;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads arrays from a named pipe. */
final class PipeReceiver implements Receiver {
  private final FileChannel there;
  private final FileChannel back;
  private final ByteBuffer array;
  private final ByteBuffer answer = ByteChannels.buffer(1);

  PipeReceiver(Setup setup) {
    array = ByteChannels.buffer(setup.bytes());
    Path directory = setup.directory();
    there = PipeFiles.open(directory.resolve(PipeFiles.THERE), StandardOpenOption.READ);
    back = PipeFiles.open(directory.resolve(PipeFiles.BACK), StandardOpenOption.WRITE);
  }

  @Override
  public void receive(Reading reading, boolean answered) {
    ByteChannels.read(there, array);
    reading.read(array);
    if (answered) {
      ByteChannels.write(back, answer);
    }
  }

  @Override
  public void close() {
    Closing.close(there);
    Closing.close(back);
  }
}
