package dev.baton.exchange;

import dev.baton.crash.CrashPoint;
import dev.baton.store.Access;
import java.io.IOException;
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
 * #MAX_BYTES}. The space of its first two files is taken at once, and that of the next one at each
 * roll; without it, tokens are not written until there is room. Allocates nothing for an append,
 * except when it rolls. One thread at a time.
 */
public final class Outbox implements AutoCloseable {
  /** The most bytes that an outbox takes on disk: its files, and the next one in advance. */
  public static final long MAX_BYTES = 20L << 20;

  /** So many of the newest tokens are there at least; older ones may have been deleted. */
  public static final long TOKENS_KEPT = (OutboxFiles.FILES_KEPT - 1L) * OutboxFiles.TOKENS_A_FILE;

  private final Path directory;
  private final RollClock clock;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Token token = new Token();
  private final Reserve reserve;
  private long appended;
  private int inFile;
  private boolean faulted;

  /**
   * Makes and opens the queue. The directory must not exist; its parent must.
   *
   * @throws IOException with needed and free space, if there is too little
   */
  public Outbox(Path directory) throws IOException {
    Access.createDirectory(directory);
    CrashPoint.OUTBOX_HALF_MADE.reached();
    this.directory = directory;
    this.clock = new RollClock(System.currentTimeMillis());
    this.reserve = new Reserve(directory);
    reserve.take(OutboxFiles.nameAt(clock.currentTimeMillis()));
    reserve.take(OutboxFiles.nameAt(clock.nextMillis()));
    this.queue = OutboxFiles.forAppending(directory, clock);
    try {
      this.appender = queue.createAppender();
    } catch (RuntimeException e) {
      queue.close();
      throw e;
    }
  }

  /**
   * Appends a token. One that cannot be written counts all the same: its number will be missing,
   * and so whoever reads on knows that there was something. None is written any more once a file
   * had been cut short: its owner's next incarnation has an outbox of its own.
   *
   * @throws IOException if an old file cannot be deleted; the token was appended
   * @throws RuntimeException of Chronicle's if the token cannot be written
   * @throws InternalError of Java's where a file is shorter than it was made, once
   */
  public void append(
      TokenKind kind,
      int slot,
      long generation,
      long sequence,
      long length,
      long attempts,
      long nanos)
      throws IOException {
    appended++;
    if (faulted) {
      return;
    }
    if (!reserve.isSecured()) {
      reserve.secureIfDue(OutboxFiles.nameAt(clock.nextMillis()));
    }
    boolean roll = inFile == OutboxFiles.TOKENS_A_FILE;
    if (roll && !reserve.isSecured()) {
      return;
    }
    token.kind = kind;
    token.slot = slot;
    token.number = appended;
    token.generation = generation;
    token.sequence = sequence;
    token.length = length;
    token.attempts = attempts;
    token.nanos = nanos;
    if (roll) {
      clock.tick();
      reserve.taken();
      inFile = 0;
    }
    inFile++;
    try (DocumentContext document = appender.writingDocument()) {
      token.write(document.wire().bytes());
      CrashPoint.TOKEN_HALF_APPENDED.reached();
    } catch (InternalError cut) {
      // Chronicle undoes what it began for exceptions, not for errors: its appender would write
      // nothing from here on, and warn of every token.
      faulted = true;
      throw cut;
    }
    if (roll) {
      try {
        OutboxFiles.trim(directory);
      } finally {
        reserve.secure(OutboxFiles.nameAt(clock.nextMillis()));
      }
    }
  }

  /** The number of the last token: how many there were. */
  public long appended() {
    return appended;
  }

  /**
   * Gives back the space that a writer which is no more had taken for what it did not write.
   *
   * @throws IOException if a file cannot be deleted
   */
  public static void giveBackReserve(Path directory) throws IOException {
    OutboxFiles.removeReserve(directory);
  }

  @Override
  public void close() throws IOException {
    appender.close();
    queue.close();
    OutboxFiles.removeReserve(directory);
  }
}
