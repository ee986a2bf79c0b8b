package dev.baton.ops.top;

import dev.baton.ops.status.Waits;
import dev.baton.snapshot.HandOffs;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * A channel at a look, and what moved since the look before.
 *
 * @param now the channel
 * @param seconds since the look before; 0 if this is the first
 * @param members what each member did, in the order of the table
 */
public record Movement(Snapshot now, double seconds, List<MemberRate> members) {

  /** From one look to the next; the first look of all is its own before. */
  public static Movement between(Snapshot before, Snapshot now) {
    double seconds = (now.nanos() - before.nanos()) / 1e9;
    Map<Integer, MemberLine> earlier = new LinkedHashMap<>();
    before.members().forEach(member -> earlier.put(member.index(), member));
    return new Movement(
        now,
        seconds,
        now.members().stream()
            .map(member -> MemberRate.between(earlier.get(member.index()), member, seconds))
            .toList());
  }

  /** What all loaders, or all processors, did together. */
  public long sum(boolean loaders, ToLongFunction<MemberRate> of) {
    return members.stream().filter(rate -> rate.isLoader() == loaders).mapToLong(of).sum();
  }

  /** A count per second; 0 at the first look. */
  public double perSecond(long count) {
    return seconds > 0 ? count / seconds : 0;
  }

  /** How long slots that were borrowed since had waited. */
  public HandOffs handOffs() {
    return members.stream().map(MemberRate::handOffs).reduce(HandOffs.none(), HandOffs::plus);
  }

  /** Who waits, and for what: {@code reader waits for a free slot: 8 ready, writer reads 1}. */
  List<String> waits() {
    Waits waits = new Waits(now);
    return now.members().stream()
        .filter(member -> waits.of(member).isPresent())
        .map(member -> member.name() + " waits for " + waits.of(member).orElseThrow())
        .toList();
  }
}
