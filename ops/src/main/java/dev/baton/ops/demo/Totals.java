package dev.baton.ops.demo;

import dev.baton.layout.Counter;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.Role;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ControlView;
import java.util.Comparator;
import java.util.List;

/**
 * What the members of a channel have counted.
 *
 * @param seconds from the moment when both sides were there to the last leave, or until now
 */
record Totals(List<Member> members, double seconds) {

  /** One member's counts. */
  record Member(
      String name, Role role, long slots, long elements, long bytes, long handOffs, long nanos) {

    /** The mean time from publish to borrow; 0 if none was timed. */
    long handOffNanos() {
      return handOffs == 0 ? 0 : nanos / handOffs;
    }
  }

  static Totals read(ControlView view) {
    List<MemberRecord> records = new MemberTable(view.words()).members();
    List<Member> members =
        records.stream()
            .map(Totals::member)
            .sorted(Comparator.comparing(Member::role).thenComparing(Member::name))
            .toList();
    long start = Math.max(firstAttach(records, Role.LOADER), firstAttach(records, Role.PROCESSOR));
    long end = records.stream().mapToLong(Totals::left).max().orElse(start);
    return new Totals(members, Math.max(1, end - start) / 1000.0);
  }

  private static long firstAttach(List<MemberRecord> records, Role role) {
    return records.stream()
        .filter(record -> record.role() == role)
        .mapToLong(MemberRecord::attachedMillis)
        .min()
        .orElse(0);
  }

  /** Of all loaders, or all processors. */
  List<Member> of(Role role) {
    return members.stream().filter(member -> member.role() == role).toList();
  }

  long slots(Role role) {
    return of(role).stream().mapToLong(Member::slots).sum();
  }

  long elements(Role role) {
    return of(role).stream().mapToLong(Member::elements).sum();
  }

  long bytes(Role role) {
    return of(role).stream().mapToLong(Member::bytes).sum();
  }

  private static Member member(MemberRecord record) {
    boolean loader = record.role() == Role.LOADER;
    long handOffs = 0;
    for (int bucket = 0; bucket < MemberLayout.BUCKETS; bucket++) {
      handOffs += record.handOffs(bucket);
    }
    return new Member(
        record.name(),
        record.role(),
        record.counter(loader ? Counter.SLOTS_PUBLISHED : Counter.SLOTS_RELEASED),
        record.counter(Counter.ELEMENTS),
        record.counter(Counter.BYTES),
        handOffs,
        record.counter(Counter.HAND_OFF_NANOS));
  }

  private static long left(MemberRecord record) {
    return record.leftMillis() > 0 ? record.leftMillis() : System.currentTimeMillis();
  }
}
