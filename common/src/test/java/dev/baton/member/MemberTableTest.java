package dev.baton.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.KernelLock;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class MemberTableTest {
  @TempDir Path dir;

  private final Words words = Channels.memory(4);
  private final MemberTable table = new MemberTable(words);
  private ChannelDirectory directory;

  @BeforeEach
  void makeDirectories() throws IOException {
    directory = new ChannelDirectory(dir);
    Files.createFile(directory.control()); // locks of records stand on it
    Files.createDirectory(directory.members());
    Files.createDirectory(directory.outboxes());
  }

  @Test
  void shouldKeepTheRecordOfAName() throws IOException {
    MemberRecord a = register("a", Role.LOADER);
    MemberRecord b = register("b", Role.PROCESSOR);

    assertNotEquals(a.index(), b.index());
    assertSame(a, register("a", Role.LOADER));
    assertEquals(List.of("a", "b"), table.members().stream().map(MemberRecord::name).toList());
    assertSame(b, table.find("b").orElseThrow());
    assertTrue(table.find("c").isEmpty());
  }

  @Test
  void shouldRefuseANameOfTheOtherRole() throws IOException {
    register("a", Role.LOADER);

    BatonException refused =
        assertThrows(BatonException.class, () -> register("a", Role.PROCESSOR));

    assertEquals(Reason.USAGE, refused.reason());
    assertEquals("member name 'a' belongs to a loader, expected a processor", refused.getMessage());
    assertFalse(table.isFree(directory, "a", Role.PROCESSOR));
    assertTrue(table.isFree(directory, "a", Role.LOADER));
    assertTrue(table.isFree(directory, "b", Role.PROCESSOR));
  }

  @Test
  void shouldTellEverybodyWhenItChanges() {
    long before = table.version();
    table.announce();
    assertEquals(before + 1, table.version());
  }

  @Test
  void shouldRefuseOneMoreMemberThanItHolds() throws IOException {
    fill(MemberState.ATTACHED);

    BatonException refused = assertThrows(BatonException.class, () -> register("x", Role.LOADER));

    assertEquals(Reason.TRY_AGAIN, refused.reason());
    assertTrue(refused.getMessage().startsWith("the member table is full: 128 "), "" + refused);
  }

  @Test
  void shouldKeepLoadersThatMayComeBackAndMembersThatDied() throws IOException {
    fill(MemberState.LEFT); // all loaders
    assertThrows(BatonException.class, () -> register("x", Role.LOADER));
    table.members().forEach(member -> member.state(MemberState.DEAD));
    assertThrows(BatonException.class, () -> register("x", Role.LOADER));
  }

  @Test
  void shouldMakeRoomInThePlaceOfTheProcessorLongestGone() throws IOException {
    fill(MemberState.ATTACHED);
    leave("member-9", Role.PROCESSOR, MemberState.LEFT, 3);
    leave("member-4", Role.PROCESSOR, MemberState.ENDED, 2);
    leave("member-7", Role.LOADER, MemberState.ENDED, 1);
    int place = table.find("member-4").orElseThrow().index();
    table.get(place).add(Counter.ELEMENTS, 5);
    long incarnation = table.get(place).incarnation();
    Files.createDirectories(directory.outbox("member-4", 1));

    MemberRecord record = register("new", Role.LOADER);

    assertEquals(place, record.index());
    assertEquals("new", record.name());
    assertEquals(Role.LOADER, record.role());
    assertEquals(MemberState.UNUSED, record.state());
    assertEquals(0, record.counter(Counter.ELEMENTS));
    assertEquals(incarnation, record.incarnation(), "goes on, so that its readers see a change");
    assertFalse(Files.exists(directory.outbox("member-4")));
    assertTrue(table.find("member-4").isEmpty());
  }

  @Test
  void shouldKeepAMemberThatHasEndedAndStillLives() throws IOException {
    fill(MemberState.ATTACHED);
    leave("member-4", Role.LOADER, MemberState.ENDED, 1);
    try (KernelLock alive = KernelLock.tryAcquire(directory.memberLock("member-4"))) {
      assertTrue(alive != null);
      assertThrows(BatonException.class, () -> register("x", Role.LOADER));
    }
    register("x", Role.LOADER);
  }

  @Test
  void shouldKeepAMemberWhoseSlotsAreNotYetProcessed() throws IOException {
    fill(MemberState.ATTACHED);
    leave("member-4", Role.LOADER, MemberState.ENDED, 1);
    int index = table.find("member-4").orElseThrow().index();
    int header = ControlLayout.slot(2);
    words.putInt(header + SlotLayout.FILLED_BY, index);
    words.putLong(header + SlotLayout.WORD, SlotWord.of(SlotState.READY, 0, -1, 6));
    assertThrows(BatonException.class, () -> register("x", Role.LOADER));
    words.putLong(header + SlotLayout.WORD, SlotWord.of(SlotState.READING, 0, 1, 6));
    assertThrows(BatonException.class, () -> register("x", Role.LOADER));

    words.putLong(header + SlotLayout.WORD, SlotWord.of(SlotState.FREE, 0, -1, 7));

    assertEquals(index, register("x", Role.LOADER).index());
  }

  @Test
  void shouldKeepAMemberThatOwnsASlot() throws IOException {
    fill(MemberState.ATTACHED);
    leave("member-4", Role.PROCESSOR, MemberState.LEFT, 1);
    int index = table.find("member-4").orElseThrow().index();
    words.putLong(
        ControlLayout.slot(2) + SlotLayout.WORD, SlotWord.of(SlotState.READING, 0, index, 6));

    assertThrows(BatonException.class, () -> register("x", Role.LOADER));
  }

  @Test
  void shouldFirstTakeThePlaceOfOneThatNeverAttached() throws IOException {
    fill(MemberState.ATTACHED);
    leave("member-4", Role.PROCESSOR, MemberState.LEFT, 1);
    MemberRecord never = table.find("member-9").orElseThrow();
    never.register("member-9", Role.LOADER);

    assertEquals(never.index(), register("x", Role.LOADER).index());
  }

  private void fill(MemberState state) throws IOException {
    for (int i = 0; i < ControlLayout.MEMBERS; i++) {
      MemberRecord record = register("member-" + i, Role.LOADER);
      record.begin(1, 1, record.hadJob(1));
      if (state != MemberState.ATTACHED) {
        record.state(state);
      }
    }
  }

  private void leave(String name, Role role, MemberState state, long millis) throws IOException {
    MemberRecord record = table.find(name).orElseThrow();
    record.clear();
    record.register(name, role);
    record.begin(1, 1, record.hadJob(1));
    record.state(state);
    words.putLong(
        ControlLayout.member(record.index()) + dev.baton.layout.MemberLayout.LEFT_MILLIS, millis);
  }

  private MemberRecord register(String name, Role role) throws IOException {
    return table.findOrRegister(directory, name, role);
  }
}
