package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bits that flip in control.dat, outside of slots: nothing false is believed, and what can be is
 * mended.
 */
@Timeout(60)
final class DamageTest {
  private static final long JOB = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Channel channel;
  private Words words;
  private MemberTable table;

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(2));
    words = Channels.words(channel.path());
    table = new MemberTable(words);
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void shouldRefuseAChannelOfWhoseGeometryAnyBitIsFlipped() {
    for (int bit = 0; bit < (HeaderLayout.GEOMETRY_CHECK + Long.BYTES) * Byte.SIZE; bit++) {
      flip(0, bit);
      BatonException refused =
          assertThrows(
              BatonException.class, () -> Channels.view(channel.path()), "flipped bit " + bit);
      assertEquals(Reason.BAD_DATA, refused.reason());
      flip(0, bit);
    }
    assertEquals(channel.geometry(), Channels.view(channel.path()).geometry());
  }

  /** As 0 to 39 are bits of the count and the ticket, and 16 to 23 those of the check. */
  @Test
  void shouldNotStopWhenABitOfTheControlWordIsFlipped() {
    try (Loader loader = channel.attachLoader("l", JOB)) {
      for (int bit = 0; bit < Long.SIZE; bit++) {
        flip(HeaderLayout.CONTROL_WORD, bit);
        assertFalse(loader.isBailed(), "flipped bit " + bit);
        assertTrue(channel.bail().isEmpty());
        flip(HeaderLayout.CONTROL_WORD, bit);
      }
      flip(HeaderLayout.CONTROL_WORD, 30);
      channel.bail("me", "tired");
      assertTrue(loader.isBailed(), "asked in earnest");
      assertEquals("tired", channel.bail().orElseThrow().reason());
    }
  }

  @Test
  void shouldRefuseAMemberWhoseCommittedPositionIsDamaged() {
    publishOne();
    for (int bit = 0; bit < (MemberLayout.COMMITTED_LONGS + 1) * Long.SIZE; bit++) {
      int at = member("l") + MemberLayout.COMMITTED_SEQUENCE;
      flip(at, bit);
      requireRefusal("committed position", "flipped bit " + bit);
      flip(at, bit);
    }
    try (Loader again = channel.attachLoader("l", JOB)) {
      assertEquals(1, again.record().committedSequence());
    }
  }

  @Test
  void shouldRefuseAMemberWhoseJobIsDamaged() {
    publishOne();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      flip(member("l") + MemberLayout.JOB, bit);
      requireRefusal("committed position", "flipped bit " + bit);
      flip(member("l") + MemberLayout.JOB, bit);
    }
  }

  @Test
  void shouldRefuseAMemberWhoseNoteIsDamaged() {
    publishOne();
    MemberRecord record = table.find("l").orElseThrow();
    for (int bit = 0; bit < (MemberLayout.NOTE_LONGS + 1) * Long.SIZE; bit++) {
      record.note(1, 0, 2, 32, 0);
      flip(member("l") + MemberLayout.NOTE_CHECK, bit);
      requireRefusal("note of the last slot", "flipped bit " + bit);
    }
  }

  @ParameterizedTest
  @MethodSource("identity")
  void shouldNotTakeALiveMemberForDeadWhenItsNameIsDamaged(int field) {
    try (Loader loader = channel.attachLoader("loader-1", JOB);
        Processor finder = channel.attachProcessor("finder", JOB)) {
      ClaimedSlot held = loader.poll();
      flip(member("loader-1") + field, 1);

      channel.attachProcessor("another", JOB).close(); // looks for the dead, and mends

      assertTrue(held.publish(16));
      assertEquals("loader-1", loader.record().name());
      assertEquals(Role.LOADER, loader.record().role());
      assertTrue(loader.record().isNameSound());
      assertNotNull(finder.poll());
    }
  }

  @Test
  void shouldFindAMemberAgainWhoseNameWasDamaged() {
    publishOne();
    flip(member("l") + MemberLayout.NAME, 0); // l becomes m

    try (Loader again = channel.attachLoader("l", JOB)) {
      assertEquals(1, again.record().committedSequence());
    }
    assertEquals(1, table.members().size());
  }

  @Test
  void shouldSayAnewWhatALiveMemberIs() {
    try (Loader loader = channel.attachLoader("l", JOB);
        Processor processor = channel.attachProcessor("p", JOB)) {
      flip(member("l") + MemberLayout.STATE, 3);
      flip(member("p") + MemberLayout.NAME, 3);
      assertEquals(MemberState.DAMAGED, loader.record().state());
      while (loader.record().state() == MemberState.DAMAGED || !processor.record().isNameSound()) {
        loader.poll().publish(16);
        processor.poll().release();
      }
      assertEquals("p", processor.record().name());
    }
  }

  @Test
  void shouldNotSeeTheEndWhileALoadersRecordIsDamaged() {
    try (Processor processor = channel.attachProcessor("p", JOB)) {
      try (Loader loader = channel.attachLoader("l", JOB)) {
        loader.end();
      }
      for (int field : new int[] {MemberLayout.STATE, MemberLayout.ROLE}) {
        assertTrue(processor.isEnd());
        for (int bit = 0; bit < Integer.SIZE; bit++) {
          flip(member("l") + field, bit);
          assertFalse(processor.isEnd(), "flipped bit " + bit + " at " + field);
          flip(member("l") + field, bit);
        }
      }
    }
  }

  private static IntStream identity() {
    return IntStream.of(MemberLayout.NAME, MemberLayout.NAME_CHECK, MemberLayout.ROLE);
  }

  private void publishOne() {
    try (Loader loader = channel.attachLoader("l", JOB)) {
      loader.poll().publish(16);
    }
  }

  private void requireRefusal(String what, String when) {
    BatonException refused =
        assertThrows(BatonException.class, () -> channel.attachLoader("l", JOB).close(), when);
    assertEquals(Reason.BAD_DATA, refused.reason());
    assertTrue(refused.getMessage().contains(what), refused.getMessage());
  }

  /** A loader's name that is damaged while its slot is worked on. */
  @Test
  void shouldTellWhoFilledASlotOtherwise() {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      int record = member("l");
      loader.poll().publish(16);
      BorrowedSlot slot = processor.poll();

      words.putText(record + MemberLayout.NAME, MemberLayout.NAME_BYTES, "x");
      assertEquals("l", slot.loader(), "its check tells");
      words.putLong(record + MemberLayout.NAME_CHECK, 99);
      assertEquals("unknown-0", slot.loader());

      assertTrue(slot.release());
    }
  }

  private int member(String name) {
    MemberRecord record = table.find(name).orElseThrow();
    return ControlLayout.member(record.index());
  }

  private void flip(int offset, int bit) {
    int word = (offset + bit / Byte.SIZE) / Long.BYTES * Long.BYTES;
    int inWord = (offset - word) * Byte.SIZE + bit;
    words.putLong(word, words.getLong(word) ^ 1L << inWord);
  }
}
