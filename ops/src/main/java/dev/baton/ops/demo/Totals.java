package dev.baton.ops.demo;

import dev.baton.layout.Counter;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.Role;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ControlView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the members of a channel have counted.
 *
 * @param seconds from the first attach to the last leave, or until now
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
    List<Member> members = new ArrayList<>();
    long first = Long.MAX_VALUE;
    long last = 0;
    for (MemberRecord record : new MemberTable(view.words()).members()) {
      members.add(member(record));
      first = Math.min(first, record.attachedMillis());
      last = Math.max(last, left(record));
    }
    members.sort(Comparator.comparing(Member::role).thenComparing(Member::name));
    return new Totals(members, Math.max(1, last - first) / 1000.0);
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
