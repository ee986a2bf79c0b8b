package dev.baton.store;

import dev.baton.jcstress.Memory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JL_Result;

/** Two ask all to stop: both are counted, and one of them is shown, whole. */
@JCStressTest
@Outcome(id = "2, eve: out of coffee", expect = Expect.ACCEPTABLE, desc = "Eve was last.")
@Outcome(id = "2, adam: apples are bad", expect = Expect.ACCEPTABLE, desc = "Adam was last.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One was not counted, or both are mixed.")
@State
public class BailRace {
  private static final int COUNT_SHIFT = 24;

  private final ControlView view = Memory.next().view();
  private final ControlStore control = new ControlStore(null, view);

  @Actor
  public void eve() {
    control.bail("eve", "out of coffee");
  }

  @Actor
  public void adam() {
    control.bail("adam", "apples are bad");
  }

  @Arbiter
  public void after(JL_Result result) {
    result.r1 = view.controlWord() >>> COUNT_SHIFT;
    result.r2 = view.bail().map(bail -> bail.who() + ": " + bail.reason()).orElse("nobody");
  }
}
