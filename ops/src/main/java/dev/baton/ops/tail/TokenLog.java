package dev.baton.ops.tail;

import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The tokens of all outboxes of a channel, merged in the order of their times. Read-only. */
final class TokenLog implements AutoCloseable {
  private final ChannelDirectory directory;
  private final Predicate<String> members;
  private final Consumer<String> notice;
  private final Map<Path, OutboxLog> logs = new TreeMap<>();

  /**
   * Of the members wanted.
   *
   * @param notice told what cannot be read
   */
  TokenLog(ChannelDirectory directory, Predicate<String> members, Consumer<String> notice) {
    this.directory = directory;
    this.members = members;
    this.notice = notice;
  }

  /** Looks for outboxes that have come since, and lets go of those that went. */
  void refresh() throws IOException {
    Map<Path, OutboxLog> gone = new HashMap<>(logs);
    if (Files.isDirectory(directory.outboxes(), LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory.outboxes())) {
        for (Path member : all) {
          addOutboxesOf(member, gone.keySet());
        }
      }
    }
    gone.values().forEach(OutboxLog::close);
    logs.keySet().removeAll(gone.keySet());
  }

  private void addOutboxesOf(Path member, Collection<Path> gone) throws IOException {
    String name = member.getFileName().toString();
    if (!Files.isDirectory(member, LinkOption.NOFOLLOW_LINKS) || !members.test(name)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(member, "[0-9]*")) {
      for (Path outbox : all) {
        String number = outbox.getFileName().toString();
        if (number.matches("[0-9]{6,18}")) {
          gone.remove(outbox);
          logs.computeIfAbsent(
              outbox, path -> new OutboxLog(name, Long.parseLong(number), path, notice));
        }
      }
    }
  }

  /**
   * Hands over lines until there is none that is old enough.
   *
   * @param untilNanos lines that are younger wait: an older one of another outbox may still come
   */
  void poll(long untilNanos, Consumer<TokenLine> into) {
    while (true) {
      OutboxLog oldest = null;
      for (OutboxLog log : logs.values()) {
        TokenLine line = log.peek();
        if (line != null
            && line.nanos() - untilNanos <= 0
            && (oldest == null || line.nanos() - oldest.peek().nanos() < 0)) {
          oldest = log;
        }
      }
      if (oldest == null) {
        return;
      }
      into.accept(oldest.peek());
      oldest.take();
    }
  }

  @Override
  public void close() {
    logs.values().forEach(OutboxLog::close);
  }
}
