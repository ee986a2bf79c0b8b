package dev.baton.store;

import dev.baton.jcstress.Memory;
import dev.baton.layout.Flow;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Orders come one after the other, the third into the record of the first: whoever reads one reads
 * what belongs to it.
 */
@JCStressTest
@Outcome(id = "paused by eve: coffee", expect = Expect.ACCEPTABLE, desc = "The first.")
@Outcome(id = "running by adam: apples", expect = Expect.ACCEPTABLE, desc = "The second.")
@Outcome(id = "draining by cain: the end", expect = Expect.ACCEPTABLE, desc = "The third.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An order that nobody gave.")
@State
public class OrderRead {
  private final ControlView view = Memory.next().view();
  private final ControlStore control = new ControlStore(null, view);

  public OrderRead() {
    control.order(Flow.PAUSED, "eve", "coffee");
  }

  @Actor
  public void ordering() {
    control.order(Flow.RUNNING, "adam", "apples");
    control.order(Flow.DRAINING, "cain", "the end");
  }

  @Actor
  public void member(L_Result result) {
    result.r1 = view.order().map(Object::toString).orElse("none");
  }
}
