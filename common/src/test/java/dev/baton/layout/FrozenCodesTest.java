package dev.baton.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.array.Dtype;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers that stand in files on other people's disks. A new one may be added at the end. */
@Timeout(20)
final class FrozenCodesTest {
  @Test
  void shouldFreezeSlotStates() {
    assertEquals("FREE=0 FILLING=1 READY=2 READING=3", codes(SlotState.values(), SlotState::code));
  }

  @Test
  void shouldFreezeMemberStates() {
    assertEquals(
        "UNUSED=0 ATTACHED=1 LEFT=2 ENDED=3 DEAD=4 DAMAGED=-1",
        codes(MemberState.values(), MemberState::code));
  }

  @Test
  void shouldFreezeRoles() {
    assertEquals("NONE=0 LOADER=1 PROCESSOR=2 DAMAGED=-1", codes(Role.values(), Role::code));
  }

  @Test
  void shouldFreezeActivities() {
    assertEquals(
        "STARTING=0 FILLING=1 WAITING_FOR_FREE=2 WAITING_FOR_DATA=3 READING=4 WAITING_FOR_READY=5"
            + " STOPPING=6 PAUSED=7",
        codes(Activity.values(), Activity::code));
  }

  @Test
  void shouldFreezeFlows() {
    assertEquals("RUNNING=0 PAUSED=1 DRAINING=2", codes(Flow.values(), Flow::code));
  }

  @Test
  void shouldFreezeOutcomesOfTries() {
    assertEquals("DIED=1 REFUSED=2", codes(TryOutcome.values(), TryOutcome::code));
  }

  @Test
  void shouldFreezeCounters() {
    assertEquals(
        "SLOTS_PUBLISHED=0 SLOTS_RELEASED=1 SLOTS_ABORTED=2 SLOTS_REQUEUED=3 SLOTS_REDELIVERED=4"
            + " SLOTS_SET_ASIDE=5 SLOTS_RECLAIMED=6 ELEMENTS=7 BYTES=8 BAD_VALUES=9"
            + " WAITING_NANOS=10 SWAPS_LOST=11 SCANS=12 HAND_OFF_NANOS=13 DAMAGED=14",
        codes(Counter.values(), Counter::place));
  }

  @Test
  void shouldFreezeDtypeLetters() {
    assertEquals(
        "SIGNED=105 UNSIGNED=117 FLOAT=102 VOID=86",
        codes(Dtype.Kind.values(), kind -> (int) kind.code()));
  }

  @Test
  void shouldFreezeMagicAndVersion() {
    assertEquals(0x0A1A_0D4E_4F54_4142L, HeaderLayout.MAGIC);
    assertEquals(3, HeaderLayout.VERSION);
  }

  @Test
  void shouldFindEveryStateByItsCode() {
    for (SlotState state : SlotState.values()) {
      assertEquals(state, SlotState.of(state.code()));
    }
    for (MemberState state : MemberState.values()) {
      assertEquals(state, MemberState.ofStored(state.stored()));
    }
    for (Role role : Role.values()) {
      assertEquals(role, Role.ofStored(role.stored()));
    }
    for (Activity activity : Activity.values()) {
      assertEquals(activity, Activity.of(activity.code()));
    }
    for (TryOutcome outcome : TryOutcome.values()) {
      assertEquals(outcome, TryOutcome.of(outcome.code()));
    }
    for (Flow flow : Flow.values()) {
      assertEquals(flow, Flow.of(flow.code()));
    }
  }

  @Test
  void shouldRefuseCodesThatNobodyHas() {
    for (int code : List.of(-1, 99, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      assertThrows(IllegalArgumentException.class, () -> SlotState.of(code));
      assertEquals(MemberState.DAMAGED, MemberState.ofStored(code));
      assertEquals(Role.DAMAGED, Role.ofStored(code));
      assertThrows(IllegalArgumentException.class, () -> Activity.of(code));
      assertThrows(IllegalArgumentException.class, () -> Flow.of(code));
      assertThrows(IllegalArgumentException.class, () -> TryOutcome.of(code));
    }
  }

  @Test
  void shouldTellAMemberStateOfWhichUpToThreeBitsAreFlipped() {
    for (MemberState state : MemberState.values()) {
      for (int flips = 1; state != MemberState.DAMAGED && flips != 0; flips = next(flips)) {
        assertEquals(MemberState.DAMAGED, MemberState.ofStored(state.stored() ^ flips));
      }
    }
  }

  /** The next number of one to three bits; 0 after the last. */
  private static int next(int bits) {
    int next = bits + 1;
    while (Integer.bitCount(next) > 3) {
      next += Integer.lowestOneBit(next); // passes over all that only add bits
    }
    return next < 0 ? 0 : next;
  }

  private static <T> String codes(T[] values, Function<T, Integer> code) {
    return String.join(
        " ", Stream.of(values).map(value -> value + "=" + code.apply(value)).toList());
  }
}
