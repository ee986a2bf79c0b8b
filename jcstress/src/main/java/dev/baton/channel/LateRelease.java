package dev.baton.channel;

import dev.baton.exchange.Exchange;
import dev.baton.jcstress.Memory;
import dev.baton.jcstress.Slots;
import dev.baton.layout.Role;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.member.MemberRecord;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIL_Result;

/**
 * A processor's slot is taken back while it releases it, its note being written: either the release
 * counts, or the slot will be delivered once more, and never both.
 */
@JCStressTest
@Outcome(
    id = "true, 0, free of 1; committed 1",
    expect = Expect.ACCEPTABLE,
    desc = "Released, and committed.")
@Outcome(
    id = "false, 1, ready of 0, tried 1; committed 0",
    expect = Expect.ACCEPTABLE,
    desc = "Taken back, and not committed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or delivered twice.")
@State
public class LateRelease {
  private static final int PROCESSOR = 0;

  private final Memory memory = Memory.next();
  private final Exchange exchange = new Exchange(memory.words());
  private final MemberRecord record = new MemberRecord(memory.words(), PROCESSOR);
  private final Recovery recovery = new Recovery(exchange, 1, Recovery.News.UNTOLD);
  private final long held;

  public LateRelease() {
    long free = exchange.word(0);
    exchange.claim(0, free, 1);
    exchange.publish(0, Exchange.taken(Transition.CLAIM, free, 1));
    long ready = exchange.word(0);
    exchange.borrow(0, ready, PROCESSOR);
    held = Exchange.taken(Transition.BORROW, ready, PROCESSOR);
    record.restoreName("processor-1", Role.PROCESSOR);
    record.begin(1, 1, record.hadJob(1));
    record.note(0, SlotWord.generation(held), 1, 16, 128);
  }

  @Actor
  public void owner(ZIL_Result result) {
    result.r1 = exchange.release(0, held);
  }

  @Actor
  public void reclaimer(ZIL_Result result) {
    result.r2 = recovery.recover(record);
  }

  /** As {@code Processor.release} goes on; a record has one writer at a time. */
  @Arbiter
  public void after(ZIL_Result result) {
    if (result.r1) {
      record.commitNote();
    } else {
      record.dropNote();
    }
    result.r3 = Slots.describe(exchange) + "; committed " + record.committedSequence();
  }
}
