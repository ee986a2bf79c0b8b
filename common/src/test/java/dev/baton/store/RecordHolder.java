package dev.baton.store;

import java.io.IOException;
import java.nio.file.Path;

/** Takes the lock of a record of a channel, says so, and waits for the end of its input. */
final class RecordHolder {
  private RecordHolder() {}

  public static void main(String[] args) throws IOException {
    ChannelDirectory directory = new ChannelDirectory(Path.of(args[0]));
    RecordLock lock = RecordLock.tryAcquire(directory, Integer.parseInt(args[1]));
    System.out.println(lock != null ? "holding" : "refused");
    while (lock != null && System.in.read() >= 0) {}
    System.out.println("done");
  }
}
