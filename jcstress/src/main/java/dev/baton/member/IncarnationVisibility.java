package dev.baton.member;

import dev.baton.jcstress.Memory;
import dev.baton.layout.Role;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Whoever turns to a member's new incarnation does not take the old one's news for its own. */
@JCStressTest
@Outcome(id = "1, 5", expect = Expect.ACCEPTABLE, desc = "The old one, with its news.")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The old one, which has no more news.")
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "The new one, which has none yet.")
@Outcome(expect = Expect.FORBIDDEN, desc = "News of an outbox in which they are not.")
@State
public class IncarnationVisibility {
  private final MemberRecord record = new MemberRecord(Memory.next().words(), 0);

  public IncarnationVisibility() {
    record.register("loader-1", Role.LOADER);
    record.begin(1, 1, record.hadJob(1));
    record.news(5);
  }

  @Actor
  public void attaching() {
    record.begin(2, 1, record.hadJob(1));
  }

  @Actor
  public void follower(JJ_Result result) {
    result.r1 = record.incarnation();
    result.r2 = record.news();
  }
}
