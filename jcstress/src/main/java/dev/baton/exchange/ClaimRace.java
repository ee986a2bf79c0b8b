package dev.baton.exchange;

import dev.baton.jcstress.Memory;
import dev.baton.jcstress.Slots;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Two loaders claim a free slot: one has it, and word and header name that one. */
@JCStressTest
@Outcome(
    id = "true, false, filling of 0 by 1",
    expect = Expect.ACCEPTABLE,
    desc = "The first has it.")
@Outcome(
    id = "false, true, filling of 0 by 2",
    expect = Expect.ACCEPTABLE,
    desc = "The second has it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both, none, or another than the slot says.")
@State
public class ClaimRace {
  private final Exchange exchange = new Exchange(Memory.next().words());

  @Actor
  public void first(ZZL_Result result) {
    result.r1 = exchange.claim(0, exchange.word(0), 1);
  }

  @Actor
  public void second(ZZL_Result result) {
    result.r2 = exchange.claim(0, exchange.word(0), 2);
  }

  @Arbiter
  public void after(ZZL_Result result) {
    result.r3 = Slots.describe(exchange);
  }
}
