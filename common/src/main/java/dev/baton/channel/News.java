package dev.baton.channel;

import dev.baton.exchange.Token;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Role;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of all other members. Processors' tokens come first, so that a slot given back for
 * another try is redelivered before new ones; loaders take turns. Allocates nothing unless somebody
 * attached.
 */
final class News implements AutoCloseable {
  private final ChannelDirectory directory;
  private final MemberTable table;
  private final int self;
  private final Feed[] byIndex = new Feed[ControlLayout.MEMBERS];
  private final List<Feed> processors = new ArrayList<>();
  private final List<Feed> loaders = new ArrayList<>();
  private long version = -1;
  private int turn;

  News(ChannelDirectory directory, MemberTable table, int self) {
    this.directory = directory;
    this.table = table;
    this.self = self;
    refresh();
  }

  /** Reads the next token; false if there is none. */
  boolean poll(Token into) {
    if (table.version() != version) {
      refresh();
    }
    for (int i = 0; i < processors.size(); i++) {
      if (processors.get(i).poll(into)) {
        return true;
      }
    }
    for (int i = 0; i < loaders.size(); i++) {
      turn = turn + 1 < loaders.size() ? turn + 1 : 0;
      if (loaders.get(turn).poll(into)) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody's tokens were missed since this was asked last. */
  boolean takeMissed() {
    boolean missed = false;
    for (int i = 0; i < processors.size(); i++) {
      missed |= processors.get(i).takeMissed();
    }
    for (int i = 0; i < loaders.size(); i++) {
      missed |= loaders.get(i).takeMissed();
    }
    return missed;
  }

  /** The version is read first: who attaches meanwhile is found by the next look at it. */
  private void refresh() {
    version = table.version();
    for (MemberRecord member : table.members()) {
      int index = member.index();
      if (index != self && byIndex[index] == null) {
        byIndex[index] = new Feed(directory, member);
        (member.role() == Role.PROCESSOR ? processors : loaders).add(byIndex[index]);
      }
    }
  }

  @Override
  public void close() {
    processors.forEach(Feed::close);
    loaders.forEach(Feed::close);
  }
}
