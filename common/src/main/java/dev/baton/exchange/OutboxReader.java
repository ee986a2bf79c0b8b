package dev.baton.exchange;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Reads another member's outbox, read-only. One thread at a time; allocates nothing for a token.
 */
public final class OutboxReader implements AutoCloseable {
  private final SingleChronicleQueue queue;
  private final ExcerptTailer tailer;

  /**
   * Opens the outbox of one incarnation, which must exist.
   *
   * @param fromEnd whether to pass over what is in it already; to be chosen if there were more than
   *     {@link Outbox#TOKENS_KEPT}, since a queue whose first file is gone is not read from its
   *     start
   */
  public OutboxReader(Path directory, boolean fromEnd) {
    this.queue = OutboxFiles.forReading(directory);
    try {
      this.tailer = queue.createTailer();
      if (fromEnd) {
        tailer.toEnd();
      } else {
        tailer.toStart();
      }
    } catch (RuntimeException e) {
      queue.close();
      throw e;
    }
  }

  /**
   * Reads the next token.
   *
   * @return false if there is none
   */
  public boolean poll(Token into) {
    while (true) {
      try (DocumentContext document = tailer.readingDocument()) {
        if (!document.isPresent()) {
          return false;
        }
        if (document.isData() && into.read(document.wire().bytes())) {
          return true;
        }
      }
    }
  }

  @Override
  public void close() {
    tailer.close();
    queue.close();
  }
}
