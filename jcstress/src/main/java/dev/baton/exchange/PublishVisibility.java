package dev.baton.exchange;

import dev.baton.jcstress.Memory;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.store.Words;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJJ_Result;

/** Whoever sees a slot ready sees its header whole, and its elements. */
@JCStressTest
@Outcome(id = "filling, 0, 0", expect = Expect.ACCEPTABLE, desc = "Not published yet.")
@Outcome(id = "ready, 2, 42", expect = Expect.ACCEPTABLE, desc = "All of it is seen.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Ready, with less than was published.")
@State
public class PublishVisibility {
  private static final int HEADER = ControlLayout.slot(0);
  private static final int LAST = Long.BYTES;

  private final Memory memory = Memory.next();
  private final Words words = memory.words();
  private final Words elements = memory.elements();
  private final Exchange exchange = new Exchange(words);
  private final long held;

  public PublishVisibility() {
    long free = exchange.word(0);
    exchange.claim(0, free, 0);
    held = Exchange.taken(Transition.CLAIM, free, 0);
  }

  @Actor
  public void loader() {
    elements.putLong(0, 20);
    elements.putLong(LAST, 22);
    words.putLong(HEADER + SlotLayout.SEQUENCE, 1);
    words.putLong(HEADER + SlotLayout.LENGTH, 2);
    SlotHeader.seal(words, 0, SlotWord.generation(held));
    exchange.publish(0, held);
  }

  @Actor
  public void processor(LJJ_Result result) {
    long seen = exchange.word(0);
    if (!SlotWord.is(seen, SlotState.READY)) {
      result.r1 = "filling";
      return;
    }
    boolean sound = SlotHeader.isSound(words, 0, SlotWord.generation(seen));
    result.r1 = sound ? "ready" : "ready, unsound";
    result.r2 = words.getLong(HEADER + SlotLayout.LENGTH);
    result.r3 = elements.getLong(0) + elements.getLong(LAST);
  }
}
