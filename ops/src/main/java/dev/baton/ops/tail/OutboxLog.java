package dev.baton.ops.tail;

import dev.baton.exchange.OutboxReader;
import dev.baton.exchange.Token;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The tokens of one incarnation's outbox from the oldest that is kept, with the gaps between them.
 */
final class OutboxLog implements AutoCloseable {
  private final String member;
  private final long incarnation;
  private final Path directory;
  private final Consumer<String> notice;
  private final Token token = new Token();
  private final Deque<TokenLine> lines = new ArrayDeque<>();
  private OutboxReader reader;
  private boolean unreadable;
  private long read;

  OutboxLog(String member, long incarnation, Path directory, Consumer<String> notice) {
    this.member = member;
    this.incarnation = incarnation;
    this.directory = directory;
    this.notice = notice;
  }

  /** The next line without taking it; null if there is none now. */
  TokenLine peek() {
    if (lines.isEmpty() && !unreadable) {
      read();
    }
    return lines.peek();
  }

  /** Takes what {@link #peek} has shown. */
  void take() {
    lines.remove();
  }

  private void read() {
    try {
      if (reader == null) {
        reader = OutboxReader.fromOldest(directory);
      }
      if (reader.poll(token)) {
        if (read > 0 && token.number() > read + 1) {
          lines.add(TokenLine.gap(member, incarnation, read + 1, token));
        }
        read = token.number();
        lines.add(TokenLine.of(member, incarnation, token));
      }
    } catch (Exception | InternalError damaged) { // as Chronicle and a mapped file that was cut do
      unreadable = true;
      notice.accept(directory + " cannot be read on: " + damaged);
      close();
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
