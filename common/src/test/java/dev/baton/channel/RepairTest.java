package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAside;
import dev.baton.channel.Repair.Finding;
import dev.baton.channel.Repair.Kind;
import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's repair finds and mends, with nobody else there and with others. */
@Timeout(60)
final class RepairTest {
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

  @Test
  void shouldFindNothingInAChannelThatIsInOrder() throws IOException {
    assertEquals(List.of(), repair());
    channel.attachLoader("l", 1).close();
    assertEquals(List.of(), repair());
  }

  @Test
  void shouldTakeBackWhatADeadLoaderHeld() throws IOException {
    MemberRecord dead = dieWithSlots("l", Role.LOADER);

    assertEquals(List.of(new Finding(Kind.DEAD, "l", List.of(0, 1), true, "")), repair());

    assertEquals(MemberState.DEAD, dead.state());
    assertTrue(SlotWord.is(exchange.word(0), SlotState.FREE));
    assertEquals(List.of(), repair(), "all is in order now");
  }

  @Test
  void shouldLetOthersHearWhatItTookBack() throws IOException {
    try (Processor other = channel.attachProcessor("other", 1)) {
      assertNull(other.poll());
      MemberRecord dead = dieWithSlots("p", Role.PROCESSOR);
      long news = dead.news();

      assertEquals(List.of(new Finding(Kind.DEAD, "p", List.of(0, 1), true, "")), repair());

      assertEquals(news + 2, dead.news(), "tokens that all others miss, and so look");
      BorrowedSlot slot = other.poll();
      assertEquals(1, slot.attempts());
      slot.release();
    }
  }

  @Test
  void shouldLeaveTheLivingAlone() throws IOException {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      loader.poll().publish(16);
      ClaimedSlot claimed = loader.poll();
      BorrowedSlot borrowed = processor.poll();

      assertEquals(List.of(), repair());

      assertTrue(claimed.publish(16));
      assertTrue(borrowed.release());
    }
  }

  @Test
  void shouldTellOfAnAttachingThatWasCutShort() throws IOException {
    table.findOrRegister(new ChannelDirectory(channel.path()), "early", Role.LOADER);

    assertEquals(List.of(new Finding(Kind.UNFINISHED, "early", List.of(), true, "")), repair());
  }

  @Test
  void shouldMendADamagedNameAndThenTakeBack() throws IOException {
    MemberRecord dead = dieWithSlots("l", Role.LOADER);
    words.putText(record(dead) + MemberLayout.NAME, MemberLayout.NAME_BYTES, "../l");

    Finding finding = repair().get(0);

    assertEquals(Kind.DEAD, finding.kind());
    assertEquals("l", finding.subject());
    assertTrue(SlotWord.is(exchange.word(0), SlotState.FREE));
  }

  @Test
  void shouldTellOfAMemberWhoseLockCannotBeNamed() throws IOException {
    MemberRecord dead = dieWithSlots("l", Role.LOADER);
    words.putText(record(dead) + MemberLayout.NAME, MemberLayout.NAME_BYTES, "../l");
    words.putLong(record(dead) + MemberLayout.NAME_CHECK, 1);

    Finding finding = repair().get(0);

    assertEquals(Kind.UNREADABLE, finding.kind());
    assertFalse(finding.isMended());
    assertTrue(SlotWord.is(exchange.word(0), SlotState.FILLING), "unsure means alive");
  }

  @Test
  void shouldTellOfASlotThatNobodyCanGiveBack() throws IOException {
    assertTrue(exchange.claim(1, exchange.word(1), 77));

    Finding finding = only(repair());

    assertEquals("slot 1", finding.subject());
    assertTrue(finding.detail().contains("record 77"), finding::toString);
    assertFalse(finding.isMended());
  }

  @Test
  void shouldSetADamagedSlotAsideThatADeadMemberHeld() throws IOException {
    dieWithSlots("l", Role.LOADER);
    damage();

    List<Finding> findings = repair();

    assertEquals(new Finding(Kind.DEAD, "l", List.of(1), true, ""), findings.get(0));
    assertEquals("slot 0", findings.get(1).subject());
    assertTrue(findings.get(1).isMended());
    assertTrue(findings.get(1).detail().startsWith("slot word damaged: "), findings::toString);
    assertTrue(SlotWord.is(exchange.word(0), SlotState.FREE));
    assertEquals(1, new SetAside(new ChannelDirectory(channel.path())).names().size());
    assertEquals(List.of(), repair(), "all is in order now");
  }

  @Test
  void shouldLeaveADamagedSlotToALiveMemberThatUsesIt() throws IOException {
    try (Loader loader = channel.attachLoader("l", 1)) {
      ClaimedSlot held = loader.poll();
      damage();

      Finding finding = only(repair());

      assertFalse(finding.isMended());
      assertTrue(finding.detail().contains("member l uses it still"), finding::toString);
      assertFalse(held.publish(16));
    }
    assertTrue(only(repair()).isMended());
  }

  private void damage() {
    int word = ControlLayout.slot(0) + SlotLayout.WORD;
    words.putLongRelease(word, words.getLong(word) ^ 1L << 40);
  }

  private static Finding only(List<Finding> findings) {
    assertEquals(1, findings.size(), findings::toString);
    return findings.get(0);
  }

  private List<Finding> repair() throws IOException {
    return Repair.run(new ChannelDirectory(channel.path()), notice -> {});
  }

  /** A member that died while it held both slots, and told nobody of anything. */
  private MemberRecord dieWithSlots(String name, Role role) {
    if (role == Role.PROCESSOR) {
      try (Loader loader = channel.attachLoader("l", 1)) {
        loader.poll().publish(16);
        loader.poll().publish(16);
      }
      channel.attachProcessor(name, 1).close();
    } else {
      channel.attachLoader(name, 1).close();
    }
    MemberRecord record = table.find(name).orElseThrow();
    words.putLong(record(record) + MemberLayout.LEFT_MILLIS, 0);
    record.state(MemberState.ATTACHED);
    for (int slot = 0; slot < 2; slot++) {
      long word = exchange.word(slot);
      assertTrue(
          role == Role.LOADER
              ? exchange.claim(slot, word, record.index())
              : exchange.borrow(slot, word, record.index()));
    }
    return record;
  }

  private static int record(MemberRecord member) {
    return ControlLayout.member(member.index());
  }
}
