package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.exchange.Exchange;
import dev.baton.exchange.SlotHeader;
import dev.baton.io.SourcePosition;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shared state as an owner leaves it that dies at each step, and what becomes of it: when the
 * owner comes back under its name, and when another member finds it dead.
 */
@Timeout(60)
final class DeadOwnerTest {
  /** Where a loader died. */
  enum LoaderDeath {
    CLAIMED(0, SlotState.FREE),
    HEADER_WRITTEN(0, SlotState.FREE),
    NOTE_HALF_WRITTEN(0, SlotState.FREE),
    NOTED(0, SlotState.FREE),
    SWAPPED(1, SlotState.READY),
    COMMITTED_HALF(1, SlotState.READY),
    COMMITTED(1, SlotState.READY);

    final long published;
    final SlotState becomes;

    LoaderDeath(long published, SlotState becomes) {
      this.published = published;
      this.becomes = becomes;
    }
  }

  /** Where a processor died. */
  enum ProcessorDeath {
    BORROWED(0, SlotState.READY),
    NOTE_HALF_WRITTEN(0, SlotState.READY),
    NOTED(0, SlotState.READY),
    SWAPPED(1, SlotState.FREE),
    COMMITTED_HALF(1, SlotState.FREE),
    COMMITTED(1, SlotState.FREE);

    final long released;
    final SlotState becomes;

    ProcessorDeath(long released, SlotState becomes) {
      this.released = released;
      this.becomes = becomes;
    }
  }

  private static final int JOB = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Channel channel;
  private Words words;
  private Exchange exchange;
  private MemberTable table;

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(2));
    words = Channels.words(channel.path());
    exchange = new Exchange(words);
    table = new MemberTable(words);
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSettleALoaderThatComesBack(LoaderDeath death) {
    dieFilling(death);

    try (Loader loader = channel.attachLoader("l", JOB)) {
      assertSettled(death, loader.record());
      assertEquals(death.published * 100, loader.committedPosition().offset);
      assertEquals(MemberState.ATTACHED, loader.record().state());
      loader.poll().publish(16);
      assertEquals(death.published + 1, loader.record().committedSequence());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSettleALoaderThatAnotherFindsDead(LoaderDeath death) {
    dieFilling(death);

    try (Processor finder = channel.attachProcessor("finder", JOB)) {
      MemberRecord dead = table.find("l").orElseThrow();
      assertSettled(death, dead);
      assertEquals(MemberState.DEAD, dead.state());
      assertFalse(finder.isEnd(), "it may come back");
      assertEquals(death.published == 1, finder.poll() != null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSettleALoaderThatAServiceFindsDeadBeforeItAttaches(LoaderDeath death) {
    dieFilling(death);

    Channel.reclaim(channel.path());

    MemberRecord dead = table.find("l").orElseThrow();
    assertSettled(death, dead);
    assertEquals(MemberState.DEAD, dead.state());
    try (Loader loader = channel.attachLoader("l", JOB)) {
      assertEquals(death.published * 100, loader.committedPosition().offset);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSettleAProcessorThatComesBack(ProcessorDeath death) {
    dieReading(death);

    try (Processor processor = channel.attachProcessor("p", JOB)) {
      assertSettled(death, processor.record());
      assertEquals(death.released * 128, processor.committedOutput());
      assertRedelivered(death, processor);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSettleAProcessorThatAnotherFindsDead(ProcessorDeath death) {
    dieReading(death);

    try (Processor finder = channel.attachProcessor("finder", JOB)) {
      MemberRecord dead = table.find("p").orElseThrow();
      assertSettled(death, dead);
      assertEquals(MemberState.DEAD, dead.state());
      assertEquals(death.released * 128, dead.committedOutput(), "so far its file counts");
      assertRedelivered(death, finder);
    }
  }

  static Stream<Long> damagedSlots() {
    return Stream.of(-1L, 2L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE);
  }

  /**
   * A note that names no slot was not written by Baton; the swap cannot be told, and is believed.
   */
  @ParameterizedTest
  @MethodSource("damagedSlots")
  void shouldSettleANoteThatNamesNoSlot(long slot) {
    dieFilling(LoaderDeath.NOTED);
    table.find("l").orElseThrow().note((int) slot, 0, 1, 16, 0);

    try (Loader loader = channel.attachLoader("l", JOB)) {
      assertFalse(loader.record().hasNote());
    }
  }

  @Test
  void shouldTakeBackEverythingADeadMemberHolds() {
    dieFilling(LoaderDeath.CLAIMED);
    long free = exchange.word(1);
    assertTrue(exchange.claim(1, free, table.find("l").orElseThrow().index()));

    try (Loader loader = channel.attachLoader("other", JOB)) {
      assertNotNull(loader.poll());
      assertNotNull(loader.poll());
    }
  }

  /** Others hear of it by tokens, or by the new incarnation: nobody waits for an idle look. */
  @Test
  void shouldTellOthersOfSlotsTakenBack() {
    dieReading(ProcessorDeath.BORROWED);
    try (Processor processor = channel.attachProcessor("waiting", JOB)) {
      BorrowedSlot slot = processor.poll();
      assertEquals(1, slot.attempts());
      slot.release();
      assertNull(processor.poll());
    }
  }

  /** Who is not attached has no token to tell it by: the dead member's are counted on. */
  @Test
  void shouldTellOthersOfSlotsTakenBackBeforeAttaching() {
    try (Processor waiting = channel.attachProcessor("waiting", JOB)) {
      assertNull(waiting.poll());
      dieReading(ProcessorDeath.BORROWED);
      MemberRecord dead = table.find("p").orElseThrow();
      long news = dead.news();

      Channel.reclaim(channel.path());

      assertEquals(news + 1, dead.news());
      assertEquals(1, waiting.poll().attempts());
    }
  }

  @Test
  void shouldDoNothingBeforeAttachingWhereThereIsNoSoundChannel() throws IOException {
    Channel.reclaim(dir.resolve("none"));
    Path broken = Files.createDirectory(dir.resolve("broken"));
    byte[] bytes = new byte[4096];
    Files.write(broken.resolve("control.dat"), bytes);

    Channel.reclaim(broken);

    assertArrayEquals(bytes, Files.readAllBytes(broken.resolve("control.dat")));
    assertFalse(Files.exists(broken.resolve("attach.lock")));
  }

  @Test
  void shouldLeaveTheLivingAlone() {
    try (Loader loader = channel.attachLoader("l", JOB);
        Processor processor = channel.attachProcessor("p", JOB)) {
      ClaimedSlot claimed = loader.poll();
      loader.poll().publish(16);
      BorrowedSlot borrowed = processor.poll();

      channel.attachProcessor("finder", JOB).close();
      channel.attachLoader("finding", JOB).close();
      Channel.reclaim(channel.path());

      assertTrue(claimed.publish(16));
      assertTrue(borrowed.release());
    }
  }

  /** Two deaths in a row: whoever reclaims may die after each step, and the next begins anew. */
  @ParameterizedTest
  @EnumSource
  void shouldRepeatARecoveryThatWasCutShort(ProcessorDeath death) {
    dieReading(death);
    MemberRecord dead = table.find("p").orElseThrow();
    new Recovery(exchange, 2, Recovery.News.UNTOLD).recover(dead);
    assertEquals(MemberState.ATTACHED, dead.state(), "cut short");

    try (Processor finder = channel.attachProcessor("finder", JOB)) {
      assertSettled(death, dead);
      assertRedelivered(death, finder);
    }
  }

  private void assertRedelivered(ProcessorDeath death, Processor processor) {
    BorrowedSlot slot = processor.poll();
    assertEquals(death.released == 0, slot != null);
    if (slot != null) {
      assertEquals(1, slot.attempts());
      assertEquals(1, slot.sequence());
      assertTrue(slot.release(128));
    }
  }

  private void assertSettled(LoaderDeath death, MemberRecord record) {
    assertFalse(record.hasNote());
    assertEquals(death.published, record.committedSequence());
    assertEquals(death.published * 16, record.committedOffset());
    assertTrue(SlotWord.is(exchange.word(0), death.becomes), death.toString());
    assertEquals(0, SlotWord.attempts(exchange.word(0)));
  }

  private void assertSettled(ProcessorDeath death, MemberRecord record) {
    assertFalse(record.hasNote());
    assertEquals(death.released, record.committedSequence());
    assertTrue(SlotWord.is(exchange.word(0), death.becomes), death.toString());
  }

  /** Leaves what a loader leaves that dies there: by hand, step by step as publish does it. */
  private void dieFilling(LoaderDeath death) {
    channel.attachLoader("l", JOB).close();
    MemberRecord record = table.find("l").orElseThrow();
    setAttached(record);
    long free = exchange.word(0);
    assertTrue(exchange.claim(0, free, record.index()));
    long held = Exchange.taken(Transition.CLAIM, free, record.index());
    if (death.compareTo(LoaderDeath.HEADER_WRITTEN) >= 0) {
      int header = ControlLayout.slot(0);
      words.putInt(header + SlotLayout.FILLED_BY, record.index());
      words.putLong(header + SlotLayout.SEQUENCE, 1);
      words.putLong(header + SlotLayout.LENGTH, 16);
      SlotHeader.seal(words, 0, SlotWord.generation(held));
    }
    SourcePosition next = new SourcePosition();
    next.offset = 100;
    if (death.compareTo(LoaderDeath.NOTE_HALF_WRITTEN) >= 0) {
      record.notePosition(1, next.offset);
    }
    if (death.compareTo(LoaderDeath.NOTED) >= 0) {
      record.note(0, SlotWord.generation(held), 1, 16, 0);
    }
    if (death.compareTo(LoaderDeath.SWAPPED) >= 0) {
      assertTrue(exchange.publish(0, held));
    }
    finish(record, death == LoaderDeath.COMMITTED_HALF, death == LoaderDeath.COMMITTED);
  }

  /** As {@link #dieFilling}, for a processor that writes its output before it releases. */
  private void dieReading(ProcessorDeath death) {
    try (Loader loader = channel.attachLoader("l", JOB)) {
      loader.poll().publish(16);
      loader.end();
    }
    channel.attachProcessor("p", JOB).close();
    MemberRecord record = table.find("p").orElseThrow();
    setAttached(record);
    long ready = exchange.word(0);
    assertTrue(exchange.borrow(0, ready, record.index()));
    long held = Exchange.taken(Transition.BORROW, ready, record.index());
    if (death.compareTo(ProcessorDeath.NOTE_HALF_WRITTEN) >= 0) {
      words.putInt(member("p") + MemberLayout.NOTE_SLOT, 1);
      words.putLong(member("p") + MemberLayout.NOTE_OUTPUT, 999);
    }
    if (death.compareTo(ProcessorDeath.NOTED) >= 0) {
      record.note(0, SlotWord.generation(held), 1, 16, 128);
    }
    if (death.compareTo(ProcessorDeath.SWAPPED) >= 0) {
      assertTrue(exchange.release(0, held));
    }
    finish(record, death == ProcessorDeath.COMMITTED_HALF, death == ProcessorDeath.COMMITTED);
  }

  private void finish(MemberRecord record, boolean half, boolean whole) {
    if (half) {
      words.putLong(ControlLayout.member(record.index()) + MemberLayout.COMMITTED_SEQUENCE, 1);
    } else if (whole) {
      record.commitNote();
    }
  }

  private void setAttached(MemberRecord record) {
    words.putLong(ControlLayout.member(record.index()) + MemberLayout.LEFT_MILLIS, 0);
    words.putInt(
        ControlLayout.member(record.index()) + MemberLayout.STATE, MemberState.ATTACHED.stored());
  }

  private int member(String name) {
    return ControlLayout.member(table.find(name).orElseThrow().index());
  }
}
