package dev.baton.store;

import dev.baton.jcstress.Memory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Whoever sees that all are asked to stop sees by whom, and why. */
@JCStressTest
@Outcome(id = "nobody", expect = Expect.ACCEPTABLE, desc = "Not asked yet.")
@Outcome(id = "eve: out of coffee", expect = Expect.ACCEPTABLE, desc = "Asked.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Asked, without all of who and why.")
@State
public class BailVisibility {
  private final ControlView view = Memory.next().view();
  private final ControlStore control = new ControlStore(null, view);

  @Actor
  public void asking() {
    control.bail("eve", "out of coffee");
  }

  @Actor
  public void member(L_Result result) {
    result.r1 = view.bail().map(bail -> bail.who() + ": " + bail.reason()).orElse("nobody");
  }
}
