package dev.baton.ops.status;

import dev.baton.error.BatonException;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.SlotState;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A channel as it was at one moment, read without disturbing anybody. Slots and members move on
 * while it is taken: two of them need not belong to the same instant.
 */
record Snapshot(
    ChannelDirectory directory,
    ControlView view,
    long nanos,
    long millis,
    long createdMillis,
    OptionalLong freeBytes,
    Optional<ControlView.Bail> bail,
    List<SlotLine> slots,
    List<MemberLine> members) {

  /**
   * Takes one.
   *
   * @throws BatonException if there is no channel, or it is damaged beyond single records
   */
  static Snapshot take(ChannelDirectory directory) {
    ControlView view = ControlView.map(directory);
    List<SlotLine> slots = new ArrayList<>();
    for (int slot = 0; slot < view.geometry().slots(); slot++) {
      slots.add(SlotLine.read(view.words(), slot));
    }
    List<MemberLine> members = new ArrayList<>();
    for (MemberRecord record : new MemberTable(view.words()).members()) {
      members.add(MemberLine.read(directory, record));
    }
    return new Snapshot(
        directory,
        view,
        System.nanoTime(),
        System.currentTimeMillis(),
        view.words().getLong(HeaderLayout.CREATED_MILLIS),
        freeBytes(directory),
        view.bail(),
        slots,
        members);
  }

  long count(SlotState state) {
    return slots.stream().filter(slot -> slot.is(state)).count();
  }

  long damaged() {
    return slots.stream().filter(slot -> slot.state().isEmpty()).count();
  }

  long alive(String role) {
    return members.stream().filter(m -> m.isAlive() && m.role().equals(role)).count();
  }

  long standing(String standing) {
    return members.stream().filter(member -> member.standing().equals(standing)).count();
  }

  /** The name of the member with an index; its number if there is none. */
  String member(int index) {
    return members.stream()
        .filter(member -> member.index() == index)
        .map(MemberLine::name)
        .findFirst()
        .orElse("member " + index);
  }

  /** How long a slot has been in its state, if anybody noted since when. */
  OptionalLong ageNanos(SlotLine slot) {
    return sinceNanos(slot.sinceNanos());
  }

  /** How long ago a stamp of the monotonic clock is; empty for one of before the host's start. */
  OptionalLong sinceNanos(long stamp) {
    boolean known = stamp != 0 && nanos - stamp >= 0;
    return known ? OptionalLong.of(nanos - stamp) : OptionalLong.empty();
  }

  private static OptionalLong freeBytes(ChannelDirectory directory) {
    try {
      return OptionalLong.of(Files.getFileStore(directory.path()).getUsableSpace());
    } catch (IOException unknown) {
      return OptionalLong.empty();
    }
  }
}
