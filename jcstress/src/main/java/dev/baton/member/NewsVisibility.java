package dev.baton.member;

import dev.baton.jcstress.Memory;
import dev.baton.store.Words;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Whoever sees how many tokens there are finds them. A mapped word that is written without any
 * order of its own stands for the outbox.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Not told yet, nothing there.")
@Outcome(id = "0, 7", expect = Expect.ACCEPTABLE, desc = "Not told yet, but there.")
@Outcome(id = "1, 7", expect = Expect.ACCEPTABLE, desc = "Told, and there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A token was told of that is not there.")
@State
public class NewsVisibility {
  private final Memory memory = Memory.next();
  private final Words outbox = memory.elements();
  private final MemberRecord record = new MemberRecord(memory.words(), 0);

  @Actor
  public void owner() {
    outbox.putLong(0, 7);
    record.news(1);
  }

  @Actor
  public void follower(JJ_Result result) {
    result.r1 = record.news();
    result.r2 = outbox.getLong(0);
  }
}
