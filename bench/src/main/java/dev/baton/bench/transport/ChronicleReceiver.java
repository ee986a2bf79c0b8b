package dev.baton.bench.transport;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/** Tails arrays, read in the queue's own memory; answers through a second queue. */
final class ChronicleReceiver implements Receiver {
  private final int bytes;
  private final SingleChronicleQueue there;
  private final SingleChronicleQueue back;
  private final ExcerptTailer tailer;
  private final ExcerptAppender appender;

  ChronicleReceiver(Setup setup) {
    SetTimeProvider clock = new SetTimeProvider(System.currentTimeMillis() * 1_000_000);
    bytes = setup.bytes();
    there = ChronicleFiles.open(setup.directory().resolve("there"), bytes, clock);
    back = ChronicleFiles.open(setup.directory().resolve("back"), Long.BYTES, clock);
    tailer = there.createTailer();
    appender = back.createAppender();
  }

  @Override
  public void receive(Reading reading, boolean answered) {
    while (!read(reading)) {
      Thread.onSpinWait();
    }
    if (answered) {
      try (DocumentContext document = appender.writingDocument()) {
        document.wire().bytes().writeLong(1);
      }
    }
  }

  private boolean read(Reading reading) {
    try (DocumentContext document = tailer.readingDocument()) {
      if (!document.isPresent()) {
        return false;
      }
      Bytes<?> message = document.wire().bytes();
      if (bytes == Long.BYTES) {
        message.readLong();
      } else {
        reading.read(ChronicleFiles.memory(message, message.readPosition(), bytes));
      }
      return true;
    }
  }

  @Override
  public void close() {
    there.close();
    back.close();
  }
}
