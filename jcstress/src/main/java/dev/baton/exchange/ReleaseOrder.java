package dev.baton.exchange;

import dev.baton.jcstress.Memory;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.store.Words;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** What a processor has read before it released a slot is not of the filling that comes after. */
@JCStressTest
@Outcome(id = "false, 42", expect = Expect.ACCEPTABLE, desc = "Not released yet.")
@Outcome(id = "true, 42", expect = Expect.ACCEPTABLE, desc = "Claimed behind the release.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Elements of another filling.")
@State
public class ReleaseOrder {
  private final Memory memory = Memory.next();
  private final Words elements = memory.elements();
  private final Exchange exchange = new Exchange(memory.words());
  private final long held;

  public ReleaseOrder() {
    elements.putLong(0, 42);
    Fillings.publish(exchange, 0);
    held = Fillings.borrow(exchange, 1);
  }

  @Actor
  public void processor(ZJ_Result result) {
    result.r2 = elements.getLong(0);
    exchange.release(0, held);
  }

  @Actor
  public void loader(ZJ_Result result) {
    long seen = exchange.word(0);
    result.r1 = SlotWord.is(seen, SlotState.FREE) && exchange.claim(0, seen, 0);
    if (result.r1) {
      elements.putLong(0, 43);
    }
  }
}
