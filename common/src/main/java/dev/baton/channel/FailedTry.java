package dev.baton.channel;

import dev.baton.exchange.Tries;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.TryOutcome;
import dev.baton.member.MemberTable;
import java.time.Instant;

/**
 * A try to process a slot that failed.
 *
 * @param member the processor's name
 * @param incarnation which of its incarnations
 * @param when the try ended
 * @param outcome how
 */
public record FailedTry(String member, long incarnation, Instant when, TryOutcome outcome) {
  /** What a slot's header remembers, with the name that the member's record bears now. */
  static FailedTry of(Tries.Try failed, MemberTable table) {
    int index = failed.member();
    return new FailedTry(
        index >= 0 && index < ControlLayout.MEMBERS ? table.get(index).name() : "member " + index,
        failed.incarnation(),
        Instant.ofEpochMilli(failed.millis()),
        failed.outcome());
  }
}
