package dev.baton.channel;

import dev.baton.exchange.Exchange;
import dev.baton.exchange.Token;
import dev.baton.exchange.TokenKind;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;

/**
 * The order in which a processor borrows. First what was given back for another try, then what the
 * last look has found. Then the slot that comes next in the order of the loader it follows, seen at
 * its word; tokens say so later, and are read when there is time, or when another loader has
 * something to say. Where tokens were missed, nothing: a look comes first, or order would be lost.
 *
 * <p>One thread at a time; allocates nothing.
 */
final class ReadySlots {
  /** As many tokens of the loader that is followed may wait as are read in a microsecond or two. */
  private static final int MOST_AHEAD = 16;

  private final Exchange exchange;
  private final News news;
  private final Backlog backlog;
  private final Successor successor;
  private final Borrowing borrowing;
  private final int count;
  private final Token token = new Token();
  private int ahead;

  /** Makes the swap. */
  interface Borrowing {
    /** Borrows a slot whose word was seen ready; null if another was first. */
    BorrowedSlot borrow(int slot, long word);
  }

  ReadySlots(
      Words words,
      Exchange exchange,
      MemberTable table,
      News news,
      int count,
      Borrowing borrowing) {
    this.exchange = exchange;
    this.news = news;
    this.backlog = new Backlog(words, exchange, count);
    this.successor = new Successor(words, exchange, table, count);
    this.borrowing = borrowing;
    this.count = count;
  }

  /** Looks over all slot words. */
  void look() {
    backlog.look();
  }

  /** Follows a slot that was just borrowed. */
  void follow(int slot, int loader, long sequence) {
    successor.follow(slot, loader, sequence);
  }

  /**
   * Borrows the next slot in order.
   *
   * @param briefly to leave tokens of the loader that is followed for later
   * @return null if none is ready as far as was heard, or if tokens were missed: ask {@link News}
   */
  BorrowedSlot next(boolean briefly) {
    while (news.pollProcessors(token)) {
      BorrowedSlot slot = fromToken();
      if (slot != null) {
        return slot;
      }
    }
    for (int slot = news.isMissed() ? -1 : backlog.poll(); slot >= 0; slot = backlog.poll()) {
      BorrowedSlot borrowed = borrow(slot, backlog.generation(slot));
      if (borrowed != null) {
        return borrowed;
      }
    }
    if (mayGoAhead()) {
      BorrowedSlot slot = goAhead();
      if (slot != null || briefly) {
        return slot;
      }
    }
    ahead = 0;
    while (!news.isMissed() && news.pollLoaders(token)) {
      BorrowedSlot slot = fromToken();
      if (slot != null) {
        return slot;
      }
    }
    return news.isMissed() ? null : goAhead();
  }

  private boolean mayGoAhead() {
    return ahead < MOST_AHEAD && !news.isMissed() && !news.isThereOfLoadersBut(successor.loader());
  }

  private BorrowedSlot goAhead() {
    long word = successor.word();
    if (word == SlotWord.EMPTY) {
      return null;
    }
    ahead++;
    return borrowing.borrow(successor.slot(), word);
  }

  private BorrowedSlot fromToken() {
    boolean ready = token.kind() == TokenKind.PUBLISH || token.kind() == TokenKind.REQUEUE;
    boolean exists = token.slot() >= 0 && token.slot() < count;
    return ready && exists ? borrow(token.slot(), token.generation()) : null;
  }

  private BorrowedSlot borrow(int slot, long generation) {
    long word = exchange.word(slot);
    boolean ready = SlotWord.is(word, SlotState.READY) && SlotWord.generation(word) == generation;
    return ready ? borrowing.borrow(slot, word) : null;
  }
}
