package dev.baton.channel;

import dev.baton.exchange.OutboxReader;
import dev.baton.exchange.Token;
import dev.baton.member.MemberRecord;
import dev.baton.store.ChannelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The tokens of one other member, through all its incarnations. Looks at one word of the member's
 * record, and at the queue only when that says there is news.
 */
final class Feed implements AutoCloseable {
  private final ChannelDirectory directory;
  private final MemberRecord member;
  private OutboxReader reader;
  private long incarnation;
  private long read;
  private boolean missed;

  /** Follows a member from now on: what it has appended already is passed over. */
  Feed(ChannelDirectory directory, MemberRecord member) {
    this.directory = directory;
    this.member = member;
    this.incarnation = member.incarnation();
    this.read = member.news();
    if (read > 0) {
      open(true);
    }
  }

  /** Reads the member's next token; false if there is none. */
  boolean poll(Token into) {
    long now = member.incarnation();
    if (now != incarnation) {
      close();
      incarnation = now;
      read = 0;
      missed = true; // whatever the last incarnation appended and we had not read
    }
    long news = member.news();
    if (news == read) {
      return false;
    }
    if (reader == null) {
      open(false);
    }
    if (reader != null && reader.poll(into)) {
      read++;
      return true;
    }
    read = news;
    missed = true; // rolled away before we came to it, or the directory is gone
    return false;
  }

  /**
   * Whether tokens were missed since this was asked last: only a look over all slot words tells
   * what they said.
   */
  boolean takeMissed() {
    boolean was = missed;
    missed = false;
    return was;
  }

  private void open(boolean fromEnd) {
    Path queue = directory.outbox(member.name(), incarnation);
    if (Files.isDirectory(queue)) {
      reader = new OutboxReader(queue, fromEnd);
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
