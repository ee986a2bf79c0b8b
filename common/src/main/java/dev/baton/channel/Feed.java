package dev.baton.channel;

import dev.baton.exchange.Outbox;
import dev.baton.exchange.OutboxReader;
import dev.baton.exchange.Token;
import dev.baton.member.MemberName;
import dev.baton.member.MemberRecord;
import dev.baton.store.ChannelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of one other member, through all its incarnations. Looks at one word of the member's
 * record, and at the queue only when that says there is news.
 *
 * <p>Tokens are numbered, so it is always known whether one was missed. An outbox that cannot be
 * read is one whose tokens are all missed: slower, and no less right.
 */
final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private final ChannelDirectory directory;
  private final MemberRecord member;
  private OutboxReader reader;
  private boolean unreadable;
  private long incarnation;

  /** The number of the last token that was read or given up. */
  private long read;

  private boolean missed;

  /**
   * Follows a member from now on: what it has appended already is passed over, and so missed, that
   * of earlier incarnations included. Its outbox is opened when there is more: most members of the
   * table may have gone long ago.
   */
  Feed(ChannelDirectory directory, MemberRecord member) {
    this.directory = directory;
    this.member = member;
    this.incarnation = member.incarnation();
    this.read = member.news();
    this.missed = read > 0 || incarnation > 1;
  }

  /** Whether {@link #poll} would have something to read or to find missed. */
  boolean isThereNews() {
    return member.incarnation() != incarnation || member.news() != read;
  }

  /**
   * Reads the member's next token.
   *
   * @return false if there is none, or if some were missed: ask {@link #takeMissed}
   */
  boolean poll(Token into) {
    long now = member.incarnation();
    if (now != incarnation) {
      close();
      unreadable = false;
      incarnation = now;
      read = 0;
      missed = true; // whatever the last incarnation appended and we had not read
      return false;
    }
    long news = member.news();
    if (news <= read) {
      if (news < read) { // what was read before was damaged
        missed = true;
        read = news;
      }
      return false;
    }
    boolean first = reader == null && read > 0;
    if (!unreadable && (first || news - read > Outbox.TOKENS_KEPT)) {
      passOver(news);
      return false;
    }
    if (!next(into)) {
      read = news;
      missed = true; // rolled away before we came to it, or never written, or not readable
      return false;
    }
    boolean gap = into.number() > read + 1;
    read = Math.max(read, into.number()); // one that we had given up may still come
    missed |= gap;
    return !gap;
  }

  /**
   * Whether tokens were missed since this was asked last. Only a look over all slot words tells
   * what they said; it is due before the next token is acted on, which may be of a later slot.
   */
  boolean takeMissed() {
    boolean was = missed;
    missed = false;
    return was;
  }

  private void passOver(long news) {
    close();
    open(true);
    read = news;
    missed = true;
  }

  private boolean next(Token into) {
    if (reader == null && !unreadable) {
      open(false);
    }
    try {
      return reader != null && reader.poll(into);
    } catch (Exception | InternalError damaged) { // see open()
      giveUp(damaged.toString());
      return false;
    }
  }

  private void open(boolean fromEnd) {
    try {
      String name = member.name();
      MemberName.check(name); // it comes from shared memory, and becomes part of a path
      Path queue = directory.outbox(name, incarnation);
      if (Files.isDirectory(queue)) {
        reader = new OutboxReader(queue, fromEnd);
      } else {
        giveUp(queue + " does not exist");
      }
    } catch (Exception | InternalError damaged) {
      // Chronicle throws checked exceptions without saying so, and Java an InternalError where a
      // mapped file was cut short.
      giveUp(damaged.toString());
    }
  }

  /** Until the member's next incarnation, which has an outbox of its own. */
  private void giveUp(String why) {
    unreadable = true;
    LOG.warn(
        "event=outbox_unreadable member={} incarnation={} error=\"{}\" effect=\"slot words are"
            + " looked over instead\"",
        member.name(),
        incarnation,
        why);
    close();
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
