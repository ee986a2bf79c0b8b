package dev.baton.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * A member's own token queue, which it alone appends to. Every incarnation of a member writes a
 * queue of its own in a directory of its own, so that nothing a death left behind, neither a held
 * lock nor a torn record, is in its way.
 *
 * <p>Rolls when a file is full and deletes its oldest files, so that its size is bounded: {@link
 * #MAX_BYTES}. Allocates nothing for an append, except when it rolls. One thread at a time.
 */
public final class Outbox implements AutoCloseable {
  /** The most bytes that an outbox takes on disk. */
  public static final long MAX_BYTES = 18L << 20;

  private final Path directory;
  private final RollClock clock;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Token token = new Token();
  private long appended;

  /** Makes and opens the queue. The directory must not exist; its parent must. */
  public Outbox(Path directory) throws IOException {
    Files.createDirectory(directory);
    this.directory = directory;
    this.clock = new RollClock(System.currentTimeMillis());
    this.queue = OutboxFiles.forAppending(directory, clock);
    this.appender = queue.createAppender();
  }

  /**
   * Appends a token.
   *
   * @return how many tokens have been appended, this one included
   * @throws IOException if an old file cannot be deleted
   */
  public long append(
      TokenKind kind,
      int slot,
      long generation,
      long sequence,
      long length,
      long attempts,
      long nanos)
      throws IOException {
    token.kind = kind;
    token.slot = slot;
    token.generation = generation;
    token.sequence = sequence;
    token.length = length;
    token.attempts = attempts;
    token.nanos = nanos;
    boolean roll = appended > 0 && appended % OutboxFiles.TOKENS_A_FILE == 0;
    if (roll) {
      clock.tick();
    }
    try (DocumentContext document = appender.writingDocument()) {
      token.write(document.wire().bytes());
    }
    if (roll) {
      OutboxFiles.trim(directory);
    }
    return ++appended;
  }

  @Override
  public void close() {
    appender.close();
    queue.close();
  }
}
