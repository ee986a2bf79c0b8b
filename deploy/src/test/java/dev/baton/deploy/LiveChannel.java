package dev.baton.deploy;

import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.Flow;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/** A look at a channel from outside, read-only: what tests wait for. */
final class LiveChannel {
  private final ChannelDirectory directory;
  private ControlView view;

  LiveChannel(Path channel) {
    this.directory = new ChannelDirectory(channel);
  }

  /** Whether a member's work loop does this now. */
  boolean does(String member, Activity activity) {
    return member(member)
        .filter(record -> record.state() == MemberState.ATTACHED && record.activity() == activity)
        .isPresent();
  }

  /** Whether a member stands there, by its own word. */
  boolean is(String member, MemberState state) {
    return member(member).filter(record -> record.state() == state).isPresent();
  }

  /** Whether everybody was ever asked to stop. */
  boolean isBailed() {
    return Files.exists(directory.control()) && view().bail().isPresent();
  }

  /** What members may do with slots. */
  Flow flow() {
    return view().order().map(ControlView.Order::flow).orElse(Flow.RUNNING);
  }

  /** Slots that a member has published, or released; 0 as long as there is no such member. */
  long sequence(String member) {
    return member(member).map(MemberRecord::committedSequence).orElse(0L);
  }

  /** A member's counter; 0 as long as there is no such member. */
  long counter(String member, Counter counter) {
    return member(member).map(record -> record.counter(counter)).orElse(0L);
  }

  /** How many slots are in a state. */
  long slots(SlotState state) {
    return IntStream.range(0, view().geometry().slots())
        .mapToLong(slot -> view().words().getLongAcquire(wordOf(slot)))
        .filter(word -> SlotWord.is(word, state))
        .count();
  }

  private static int wordOf(int slot) {
    return ControlLayout.slot(slot) + SlotLayout.WORD;
  }

  private Optional<MemberRecord> member(String name) {
    return Files.exists(directory.control())
        ? new MemberTable(view().words()).find(name)
        : Optional.empty();
  }

  private ControlView view() {
    if (view == null) {
      view = ControlView.map(directory);
    }
    return view;
  }
}
