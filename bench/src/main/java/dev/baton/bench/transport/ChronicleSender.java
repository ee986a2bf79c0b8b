package dev.baton.bench.transport;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Appends arrays, filled in the queue's own memory, or copied to there; hears from a second queue.
 */
final class ChronicleSender implements Sender {
  private final Path directory;
  private final int bytes;
  private final SetTimeProvider clock = new SetTimeProvider(System.currentTimeMillis() * 1_000_000);
  private final SingleChronicleQueue there;
  private final SingleChronicleQueue back;
  private final ExcerptAppender appender;
  private final ExcerptTailer tailer;
  private final long messagesAFile;
  private final ByteBuffer array;
  private long sent;

  ChronicleSender(Setup setup) {
    directory = setup.directory().resolve("there");
    bytes = setup.bytes();
    array = ByteChannels.buffer(bytes);
    messagesAFile = ChronicleFiles.messagesAFile(bytes);
    there = ChronicleFiles.open(directory, bytes, clock);
    back = ChronicleFiles.open(setup.directory().resolve("back"), Long.BYTES, clock);
    appender = there.createAppender();
    tailer = back.createTailer();
  }

  @Override
  public void send(Filling filling) {
    boolean rolls = ++sent % messagesAFile == 0;
    if (rolls) {
      clock.advanceMillis(1_000);
    }
    try (DocumentContext document = appender.writingDocument()) {
      Bytes<?> message = document.wire().bytes();
      if (bytes == Long.BYTES) {
        message.writeLong(sent);
      } else {
        long at = message.writePosition();
        message.writeSkip(bytes);
        ByteBuffer memory = ChronicleFiles.memory(message, at, bytes);
        if (filling == ALREADY_THERE) {
          memory.put(0, array, 0, bytes);
        } else {
          filling.fill(memory, 0);
        }
      }
    }
    if (rolls) {
      ChronicleFiles.trim(directory);
    }
  }

  @Override
  public void awaitReturn() {
    while (true) {
      try (DocumentContext document = tailer.readingDocument()) {
        if (document.isPresent()) {
          document.wire().bytes().readLong();
          return;
        }
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    there.close();
    back.close();
  }
}
