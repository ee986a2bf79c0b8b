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
 * The tokens of all other members: those of processors, and those of loaders, which take turns.
 * Allocates nothing unless somebody attached.
 */
final class News implements AutoCloseable {
  private final ChannelDirectory directory;
  private final MemberTable table;
  private final int self;
  private final Feed[] byIndex = new Feed[ControlLayout.MEMBERS];
  private final List<Feed> processors = new ArrayList<>();
  private final List<Feed> loaders = new ArrayList<>();
  private long version;
  private int turn;
  private boolean missed;

  News(ChannelDirectory directory, MemberTable table, int self) {
    this.directory = directory;
    this.table = table;
    this.self = self;
    refresh();
  }

  /** Reads the next token of a processor; false if there is none, or if some were missed. */
  boolean pollProcessors(Token into) {
    refreshIfDue();
    for (int i = 0; i < processors.size(); i++) {
      if (poll(processors.get(i), into)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the next token of a loader; false if there is none, or if some were missed, of whomever:
   * what comes behind it would be acted on too early.
   */
  boolean pollLoaders(Token into) {
    refreshIfDue();
    for (int i = 0; i < loaders.size() && !missed; i++) {
      turn = turn + 1 < loaders.size() ? turn + 1 : 0;
      if (poll(loaders.get(turn), into)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are tokens to read of loaders other than the one with that index. */
  boolean isThereOfLoadersBut(int loader) {
    refreshIfDue();
    Feed passedOver = loader < 0 ? null : byIndex[loader];
    for (int i = 0; i < loaders.size(); i++) {
      if (loaders.get(i) != passedOver && loaders.get(i).isThereNews()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether somebody's tokens were missed since {@link #takeMissed}. Then only a look over all slot
   * words tells what they said, and it comes before anything else.
   */
  boolean isMissed() {
    return missed;
  }

  /** Something has happened that no token will tell this member. */
  void miss() {
    missed = true;
  }

  /** As {@link #isMissed}; the look is up to the caller from now on. */
  boolean takeMissed() {
    boolean was = missed;
    missed = false;
    return was;
  }

  private boolean poll(Feed feed, Token into) {
    boolean read = feed.poll(into);
    missed |= feed.takeMissed();
    return read;
  }

  private void refreshIfDue() {
    if (table.version() != version) {
      refresh();
    }
  }

  /**
   * The version is read first: who attaches meanwhile is found by the next look at it. A record may
   * have passed to a member of the other role.
   */
  private void refresh() {
    version = table.version();
    processors.clear();
    loaders.clear();
    for (MemberRecord member : table.members()) {
      int index = member.index();
      if (index == self) {
        continue;
      }
      if (byIndex[index] == null) {
        byIndex[index] = new Feed(directory, member);
        missed |= byIndex[index].takeMissed();
      }
      (member.role() == Role.PROCESSOR ? processors : loaders).add(byIndex[index]);
    }
  }

  @Override
  public void close() {
    for (Feed feed : byIndex) {
      if (feed != null) {
        feed.close();
      }
    }
  }
}
