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
 * A loader's slot is taken back while it publishes it, its note being written: either the slot is
 * ready and the loader goes on behind it, or it is free and will be filled again, and never both.
 */
@JCStressTest
@Outcome(
    id = "true, 0, ready of 0; committed 1",
    expect = Expect.ACCEPTABLE,
    desc = "Published, and committed.")
@Outcome(
    id = "false, 1, free of 0; committed 0",
    expect = Expect.ACCEPTABLE,
    desc = "Taken back, and not committed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or loaded twice.")
@State
public class LatePublish {
  private static final int LOADER = 0;

  private final Memory memory = Memory.next();
  private final Exchange exchange = new Exchange(memory.words());
  private final MemberRecord record = new MemberRecord(memory.words(), LOADER);
  private final Recovery recovery = new Recovery(exchange, 1, Recovery.News.UNTOLD);
  private final long held;

  public LatePublish() {
    long free = exchange.word(0);
    exchange.claim(0, free, LOADER);
    held = Exchange.taken(Transition.CLAIM, free, LOADER);
    record.restoreName("loader-1", Role.LOADER);
    record.begin(1, 1, record.hadJob(1));
    record.note(0, SlotWord.generation(held), 1, 16, -1);
  }

  @Actor
  public void owner(ZIL_Result result) {
    result.r1 = exchange.publish(0, held);
  }

  @Actor
  public void reclaimer(ZIL_Result result) {
    result.r2 = recovery.recover(record);
  }

  /** As {@code Loader.publish} goes on; a record has one writer at a time. */
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
