package dev.baton.member;

import dev.baton.jcstress.Memory;
import dev.baton.layout.Role;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/** Whoever sees a new member's role sees its whole name, also where another's name stood before. */
@JCStressTest
@Outcome(id = "NONE, null, false", expect = Expect.ACCEPTABLE, desc = "Not registered yet.")
@Outcome(id = "LOADER, loader-1, true", expect = Expect.ACCEPTABLE, desc = "Registered.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A role without the name that goes with it.")
@State
public class RegisterVisibility {
  private final MemberRecord record = new MemberRecord(Memory.next().words(), 0);

  public RegisterVisibility() {
    record.register("a-processor-that-was-here-before", Role.PROCESSOR);
    record.clear();
  }

  @Actor
  public void attaching() {
    record.register("loader-1", Role.LOADER);
  }

  @Actor
  public void reader(LLZ_Result result) {
    result.r1 = record.role();
    if (result.r1 != Role.NONE) {
      result.r2 = record.name();
      result.r3 = record.isNameSound();
    }
  }
}
