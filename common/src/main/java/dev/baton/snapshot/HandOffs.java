package dev.baton.snapshot;

import dev.baton.layout.MemberLayout;
import dev.baton.member.MemberRecord;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How long slots waited from publish to borrow, in buckets by powers of two nanoseconds. Immutable.
 */
public final class HandOffs {
  private final long[] buckets;

  private HandOffs(long[] buckets) {
    this.buckets = buckets;
  }

  /** None yet. */
  public static HandOffs none() {
    return new HandOffs(new long[MemberLayout.BUCKETS]);
  }

  /** Those of a member so far. */
  public static HandOffs read(MemberRecord record) {
    long[] buckets = new long[MemberLayout.BUCKETS];
    Arrays.setAll(buckets, record::handOffs);
    return new HandOffs(buckets);
  }

  /** Those of both. */
  public HandOffs plus(HandOffs other) {
    long[] sum = new long[buckets.length];
    Arrays.setAll(sum, bucket -> buckets[bucket] + other.buckets[bucket]);
    return new HandOffs(sum);
  }

  /** Those that came since; a record that passed to another member began anew. */
  public HandOffs since(HandOffs before) {
    long[] added = new long[buckets.length];
    Arrays.setAll(added, bucket -> Math.max(0, buckets[bucket] - before.buckets[bucket]));
    return new HandOffs(added);
  }

  /** How many buckets there are. */
  public int buckets() {
    return buckets.length;
  }

  /** How many took from 2^{@code bucket} ns, or 0 in the first one, up to twice that. */
  public long at(int bucket) {
    return buckets[bucket];
  }

  /** How many. */
  public long count() {
    return Arrays.stream(buckets).sum();
  }

  /**
   * A latency that so large a part did not exceed, ns: within its bucket as if those in it were
   * spread evenly, so it is right within a factor of two. Empty if there were none.
   *
   * @param part 0.5 for the median
   */
  public OptionalLong quantile(double part) {
    double wanted = part * count();
    double seen = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      if (buckets[bucket] > 0 && seen + buckets[bucket] >= wanted) {
        double low = bucket == 0 ? 0 : Math.scalb(1.0, bucket);
        double width = Math.scalb(1.0, bucket + 1) - low;
        return OptionalLong.of((long) (low + width * (wanted - seen) / buckets[bucket]));
      }
      seen += buckets[bucket];
    }
    return OptionalLong.empty();
  }
}
