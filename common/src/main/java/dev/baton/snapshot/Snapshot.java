package dev.baton.snapshot;

import dev.baton.aside.SetAside;
import dev.baton.error.BatonException;
import dev.baton.layout.Flow;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.SlotState;
import dev.baton.member.MemberName;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import dev.baton.store.FreeSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/**
 * A channel as it was at one moment, read without disturbing anybody. Slots and members move on
 * while it is taken: two of them need not belong to the same instant.
 */
public record Snapshot(
    ChannelDirectory directory,
    ControlView view,
    long nanos,
    long millis,
    long createdMillis,
    OptionalLong freeBytes,
    Optional<ControlView.Bail> bail,
    Optional<ControlView.Order> order,
    List<SlotLine> slots,
    List<MemberLine> members) {

  /**
   * Takes one.
   *
   * @throws BatonException if there is no channel, or it is damaged beyond single records
   */
  public static Snapshot take(ChannelDirectory directory) {
    return take(directory, ControlView.map(directory));
  }

  /**
   * Takes one in a mapping that is there already, for whoever looks again and again: mappings go
   * only when they are collected.
   */
  public static Snapshot take(ChannelDirectory directory, ControlView view) {
    List<SlotLine> slots = new ArrayList<>();
    for (int slot = 0; slot < view.geometry().slots(); slot++) {
      slots.add(SlotLine.read(view.words(), slot));
    }
    List<MemberLine> members = new ArrayList<>();
    for (MemberRecord record : new MemberTable(view.words()).members()) {
      members.add(MemberLine.read(directory, view.words(), record));
    }
    return new Snapshot(
        directory,
        view,
        System.nanoTime(),
        System.currentTimeMillis(),
        view.words().getLong(HeaderLayout.CREATED_MILLIS),
        freeBytes(directory),
        view.bail(),
        view.order(),
        slots,
        members);
  }

  /** How many slots are in a state. */
  public long count(SlotState state) {
    return slots.stream().filter(slot -> slot.is(state)).count();
  }

  /** The order that keeps slots from being taken; empty while they may be. */
  public Optional<ControlView.Order> standingOrder() {
    return order.filter(given -> given.flow() != Flow.RUNNING);
  }

  /** How many slots have a word that Baton cannot have written. */
  public long damaged() {
    return slots.stream().filter(slot -> slot.state().isEmpty()).count();
  }

  /** How many members of a role, loader or processor, are alive. */
  public long alive(String role) {
    return members.stream().filter(m -> m.isAlive() && m.role().equals(role)).count();
  }

  /** How many members stand so: see {@link MemberLine#standing}. */
  public long standing(String standing) {
    return members.stream().filter(member -> member.standing().equals(standing)).count();
  }

  /** The name of the member with an index; its number if there is none. */
  public String member(int index) {
    return members.stream()
        .filter(member -> member.index() == index)
        .map(MemberLine::name)
        .findFirst()
        .orElse("member " + index);
  }

  /** The names of all members that are alive, in the order of the table. */
  public List<String> alive() {
    return members.stream().filter(MemberLine::isAlive).map(MemberLine::name).toList();
  }

  /** {@code 3 free, 1 filling, 0 ready, 0 reading}. */
  public String states() {
    StringJoiner text = new StringJoiner(", ");
    for (SlotState state : SlotState.values()) {
      text.add(count(state) + " " + state.word());
    }
    return text + (damaged() > 0 ? ", " + damaged() + " damaged" : "");
  }

  /** How many arrays are set aside; empty if that cannot be told. */
  public Optional<Integer> setAside() {
    try {
      return Optional.of(new SetAside(directory).names().size());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The size of a member's token queues, its earlier ones included, bytes: the most that they take
   * of the file system. Empty if its name is none, or that cannot be told.
   */
  public OptionalLong outboxBytes(MemberLine member) {
    try {
      MemberName.check(member.name()); // it comes from shared memory, and becomes part of a path
      FileSizes sizes = new FileSizes();
      Files.walkFileTree(directory.outbox(member.name()), sizes);
      return OptionalLong.of(sizes.total());
    } catch (IOException | BatonException unknown) {
      return OptionalLong.empty();
    }
  }

  /** How long a slot has been in its state, if anybody noted since when. */
  public OptionalLong ageNanos(SlotLine slot) {
    return sinceNanos(slot.sinceNanos());
  }

  /** How long ago a stamp of the monotonic clock is; empty for one of before the host's start. */
  public OptionalLong sinceNanos(long stamp) {
    boolean known = stamp != 0 && nanos - stamp >= 0;
    return known ? OptionalLong.of(nanos - stamp) : OptionalLong.empty();
  }

  private static OptionalLong freeBytes(ChannelDirectory directory) {
    try {
      return OptionalLong.of(FreeSpace.in(directory.path()));
    } catch (IOException unknown) {
      return OptionalLong.empty();
    }
  }
}
