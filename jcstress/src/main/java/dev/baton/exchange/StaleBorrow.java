package dev.baton.exchange;

import dev.baton.jcstress.Memory;
import dev.baton.jcstress.Slots;
import dev.baton.layout.Transition;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * One processor acts late on a token, while another has borrowed and released that filling and the
 * slot was filled anew: what is late never borrows the new filling.
 */
@JCStressTest
@Outcome(
    id = "true, false, ready of 1",
    expect = Expect.ACCEPTABLE,
    desc = "Too late: the new filling is ready, and nobody's.")
@Outcome(
    id = "false, true, reading of 0 by 2",
    expect = Expect.ACCEPTABLE,
    desc = "In time: the old filling is borrowed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A filling was borrowed by a token of another.")
@State
public class StaleBorrow {
  private static final int FAST = 1;
  private static final int LATE = 2;

  private final Exchange exchange = new Exchange(Memory.next().words());
  private final long ready;

  public StaleBorrow() {
    Fillings.publish(exchange, 0);
    ready = exchange.word(0);
  }

  @Actor
  public void fast(ZZL_Result result) {
    result.r1 = exchange.borrow(0, ready, FAST);
    if (result.r1) {
      exchange.release(0, Exchange.taken(Transition.BORROW, ready, FAST));
      Fillings.publish(exchange, 0);
    }
  }

  @Actor
  public void late(ZZL_Result result) {
    result.r2 = exchange.borrow(0, ready, LATE);
  }

  @Arbiter
  public void after(ZZL_Result result) {
    result.r3 = Slots.describe(exchange);
  }
}
