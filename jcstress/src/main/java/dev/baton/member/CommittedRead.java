package dev.baton.member;

import dev.baton.exchange.Exchange;
import dev.baton.jcstress.Memory;
import dev.baton.layout.Role;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Somebody reads how far a processor has come while it notes, releases and commits: what is read is
 * the position before or the one after, and no mixture.
 */
@JCStressTest
@Outcome(id = "1, 100", expect = Expect.ACCEPTABLE, desc = "Before the release.")
@Outcome(id = "2, 200", expect = Expect.ACCEPTABLE, desc = "After the release.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A position that never was one.")
@State
public class CommittedRead {
  private static final int PROCESSOR = 0;

  private final Memory memory = Memory.next();
  private final Exchange exchange = new Exchange(memory.words());
  private final MemberRecord record = new MemberRecord(memory.words(), PROCESSOR);
  private final long held;

  public CommittedRead() {
    record.restoreName("processor-1", Role.PROCESSOR);
    record.begin(1, 1, record.hadJob(1));
    record.note(-1, 0, 1, 16, 100);
    record.commitNote();
    long free = exchange.word(0);
    exchange.claim(0, free, 1);
    exchange.publish(0, Exchange.taken(Transition.CLAIM, free, 1));
    long ready = exchange.word(0);
    exchange.borrow(0, ready, PROCESSOR);
    held = Exchange.taken(Transition.BORROW, ready, PROCESSOR);
  }

  @Actor
  public void processor() {
    record.note(0, SlotWord.generation(held), 2, 32, 200);
    exchange.release(0, held);
    record.commitNote();
  }

  @Actor
  public void reader(JJ_Result result) {
    Committed committed = Committed.of(memory.view(), record);
    result.r1 = committed.sequence();
    result.r2 = committed.output();
  }
}
