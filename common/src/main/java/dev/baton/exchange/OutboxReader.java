package dev.baton.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
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
    this(directory, fromEnd ? ExcerptTailer::toEnd : ExcerptTailer::toStart);
  }

  /**
   * Opens the outbox of one incarnation, which must exist, at the oldest token that is kept: to
   * read the log, which tells what was, and not to act on it.
   */
  public static OutboxReader fromOldest(Path directory) throws IOException {
    OptionalInt oldest = OutboxFiles.oldestCycle(directory);
    return new OutboxReader(
        directory,
        tailer -> {
          if (oldest.isPresent()) {
            tailer.moveToCycle(oldest.getAsInt());
          }
        });
  }

  private OutboxReader(Path directory, Consumer<ExcerptTailer> start) {
    this.queue = OutboxFiles.forReading(directory);
    try {
      this.tailer = queue.createTailer();
      start.accept(tailer);
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
