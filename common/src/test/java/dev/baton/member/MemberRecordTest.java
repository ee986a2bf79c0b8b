package dev.baton.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class MemberRecordTest {
  private static final long JOB = 77;

  private final Words words = Channels.memory(1);
  private final MemberRecord record = new MemberRecord(words, 3);

  @BeforeEach
  void register() {
    record.register("a", Role.LOADER);
  }

  @Test
  void shouldBeUnusedWhenAllIsZero() {
    MemberRecord empty = new MemberRecord(words, 4);
    assertFalse(empty.isUsed());
    assertEquals(Role.NONE, empty.role());
    assertEquals(MemberState.UNUSED, empty.state());
  }

  @Test
  void shouldCountIncarnationsAndBeginEachWithoutNews() {
    record.begin(123, JOB, record.hadJob(JOB));
    record.news(9);
    record.begin(124, JOB, record.hadJob(JOB));

    assertEquals(2, record.incarnation());
    assertEquals(0, record.news());
    assertEquals(124, record.pid());
    assertEquals(0, record.leftMillis());
    assertEquals(MemberState.ATTACHED, record.state());
    assertEquals(Activity.STARTING, record.activity());
  }

  @Test
  void shouldCommitWhatItsNoteSays() {
    publish(5, 500);

    assertEquals(5, record.committedSequence());
    assertEquals(500, record.committedOffset());
    assertEquals(501, record.committedOutput());
    assertEquals(502, record.committedPosition(0));
    assertEquals(505, record.committedPosition(3));
    assertFalse(record.hasNote());
  }

  @Test
  void shouldForgetANoteThatWasNotCommitted() {
    publish(5, 500);
    note(6, 600);
    assertTrue(record.hasNote());
    assertEquals(2, record.noteSlot());
    assertEquals(9, record.noteGeneration());

    record.dropNote();

    assertFalse(record.hasNote());
    assertEquals(5, record.committedSequence());
    assertEquals(502, record.committedPosition(0));
  }

  @Test
  void shouldGoOnWhereItWasInTheSameJob() {
    record.begin(1, JOB, record.hadJob(JOB));
    publish(5, 500);
    record.state(MemberState.LEFT);

    record.begin(2, JOB, record.hadJob(JOB));

    assertEquals(5, record.committedSequence());
    assertEquals(500, record.committedOffset());
    assertEquals(501, record.committedOutput());
    assertEquals(505, record.committedPosition(3));
  }

  @Test
  void shouldBeginAnewInAnotherJobButCountSlotsOn() {
    record.begin(1, JOB, record.hadJob(JOB));
    publish(5, 500);

    record.begin(2, JOB + 1, record.hadJob(JOB + 1));

    assertBeganAnew();
  }

  /** Damage behind the look at the job must not make it another job. */
  @Test
  void shouldGoOnInTheJobThatWasReadWhateverBecameOfItsWord() {
    record.begin(1, JOB, record.hadJob(JOB));
    publish(5, 500);
    boolean same = record.hadJob(JOB);
    int job = ControlLayout.member(record.index()) + MemberLayout.JOB;
    words.putLong(job, words.getLong(job) ^ 1 << 7);

    record.begin(2, JOB, same);

    assertEquals(500, record.committedOffset());
    assertTrue(record.hadJob(JOB));
    assertTrue(record.isProgressSound());
  }

  /** Killed on its way out and started anew by a supervisor, it must not do everything again. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldKnowAJobThatCameToItsEndAndKeepItsProgress(boolean left) {
    assertFalse(record.begin(1, JOB, record.hadJob(JOB)));
    publish(5, 500);
    record.declareEnd();
    if (left) {
      record.state(MemberState.ENDED);
    }

    assertTrue(record.begin(2, JOB, record.hadJob(JOB)));

    assertEquals(500, record.committedOffset());
    assertEquals(505, record.committedPosition(3));
    assertFalse(
        record.begin(3, JOB, record.hadJob(JOB)),
        "an incarnation that only began has ended nothing");
    record.state(MemberState.ENDED);
    assertFalse(record.begin(4, JOB + 1, record.hadJob(JOB + 1)), "another job");
  }

  @Test
  void shouldBeginAnewWhenToldToButCountSlotsOn() {
    record.begin(1, JOB, record.hadJob(JOB));
    publish(5, 500);

    record.beginAnew();

    assertBeganAnew();
    assertFalse(record.hasNote());
  }

  @Test
  void shouldHaveNothingOfWhoeverWasThereBefore() {
    record.begin(1, JOB, record.hadJob(JOB));
    publish(5, 500);
    record.add(Counter.BYTES, 7);
    record.handOff(1000);
    note(6, 600);
    record.clear();
    assertFalse(record.isUsed());

    record.register("b", Role.LOADER);
    record.begin(1, JOB, record.hadJob(JOB));

    assertBeganAnew(0);
    assertFalse(record.hasNote());
    assertEquals("b", record.name());
    assertEquals(0, record.counter(Counter.BYTES));
    assertEquals(0, record.handOffs(9));
    assertEquals(2, record.incarnation());
  }

  @Test
  void shouldCountHandOffsByTheLogarithmOfTheirTime() {
    for (long nanos : new long[] {Long.MIN_VALUE, -5, 0, 1}) {
      record.handOff(nanos);
    }
    record.handOff(1023);
    record.handOff(1024);
    record.handOff(Long.MAX_VALUE);

    assertEquals(4, record.handOffs(0));
    assertEquals(1, record.handOffs(9));
    assertEquals(1, record.handOffs(10));
    assertEquals(1, record.handOffs(62));
  }

  private void assertBeganAnew() {
    assertBeganAnew(5);
  }

  private void assertBeganAnew(long sequence) {
    assertEquals(sequence, record.committedSequence());
    assertEquals(0, record.committedOffset());
    assertEquals(0, record.committedOutput());
    for (int i = 0; i < 4; i++) {
      assertEquals(0, record.committedPosition(i));
    }
  }

  private void publish(long sequence, long offset) {
    note(sequence, offset);
    record.commitNote();
  }

  private void note(long sequence, long offset) {
    for (int i = 0; i < 4; i++) {
      record.notePosition(i, offset + 2 + i);
    }
    record.note(2, 9, sequence, offset, offset + 1);
  }
}
