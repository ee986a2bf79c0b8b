package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.SourcePosition;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.npy.NpyHeader;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HandOffTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Path path;
  private Channel channel;
  private Loader loader;
  private Processor processor;

  @BeforeEach
  void attach() {
    path = dir.resolve("channel");
    open(new Geometry(3, 12, Dtype.F4, 3));
  }

  private void open(Geometry geometry) {
    channel = Channel.create(path, geometry);
    loader = channel.attachLoader("l", 1);
    processor = channel.attachProcessor("p", 1);
  }

  @AfterEach
  void close() {
    processor.close();
    loader.close();
    channel.close();
  }

  @Test
  void shouldHandTheMappedMemoryItself() {
    ClaimedSlot claimed = loader.poll();
    assertEquals(12, claimed.array().length());
    for (int i = 0; i < 12; i++) {
      claimed.array().floatBuffer().put(i, i / 4f);
    }
    assertTrue(claimed.publish(12));

    BorrowedSlot borrowed = processor.poll();
    assertEquals(claimed.id(), borrowed.id());
    assertEquals("l", borrowed.loader());
    assertEquals(1, borrowed.sequence());
    assertEquals(0, borrowed.offset());
    assertEquals(12, borrowed.length());
    assertEquals(0, borrowed.generation());
    for (int i = 0; i < 12; i++) {
      assertEquals(i / 4f, borrowed.array().floatBuffer().get(i));
    }
    assertTrue(borrowed.release());
    assertNull(processor.poll());
  }

  @Test
  void shouldKnowHowMuchOfASlotIsFilled() {
    loader.poll().publish(12);
    ClaimedSlot part = loader.poll();
    assertTrue(part.publish(6));

    processor.poll().release();
    BorrowedSlot borrowed = processor.poll();

    assertEquals(6, borrowed.length());
    assertEquals(6, borrowed.array().floatBuffer().remaining());
    assertEquals(24, borrowed.array().byteBuffer().remaining());
    assertEquals(12, borrowed.offset());
    borrowed.release();
  }

  @Test
  void shouldRefuseLengthsThatASlotCannotHave() {
    ClaimedSlot slot = loader.poll();
    for (long length : new long[] {-3, 13, 15, 4, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> slot.publish(length));
    }
    assertTrue(slot.publish(9), "and is still held");
  }

  @Test
  void shouldShowNumpyExactlyWhatIsPublished() throws IOException {
    for (long length : new long[] {12, 3, 0, 9}) {
      ClaimedSlot slot = loader.poll();
      slot.publish(length);
      assertEquals(List.of(length / 3, 3L), header(slot.id()).shape());
      processor.poll().release();
    }
  }

  /** The last loader may have died after the .npy header and before the length beside the word. */
  @Test
  void shouldShowNumpyTheLengthAfterADeathBetweenTheTwo() throws IOException {
    ClaimedSlot slot = loader.poll();
    slot.publish(12);
    processor.poll().release();
    int header = ControlLayout.slot(slot.id()) + SlotLayout.LENGTH;
    Channels.words(path).putLong(header, 6);
    loader.poll().publish(3);
    loader.poll().publish(3);
    processor.poll().release();
    processor.poll().release();

    ClaimedSlot again = loader.poll();
    assertEquals(slot.id(), again.id());
    again.publish(6);

    assertEquals(List.of(2L, 3L), header(again.id()).shape());
  }

  @Test
  void shouldUseAllSlotsInTurn() {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ClaimedSlot slot = loader.poll();
      ids.add(slot.id());
      slot.publish(3);
      processor.poll().release();
    }
    assertEquals(List.of(0, 1, 2, 0, 1, 2, 0), ids);
  }

  @Test
  void shouldHaveNoSlotForALoaderWhileAllAreReady() {
    for (int i = 0; i < 3; i++) {
      assertTrue(loader.poll().publish(3));
    }
    assertNull(loader.poll());

    BorrowedSlot borrowed = processor.poll();
    assertNull(loader.poll());
    borrowed.release();

    ClaimedSlot freed = loader.poll();
    assertEquals(borrowed.id(), freed.id());
    assertEquals(1, freed.generation());
    assertTrue(freed.abort());
  }

  @Test
  void shouldClaimAgainWhatWasAborted() {
    ClaimedSlot one = loader.poll();
    ClaimedSlot two = loader.poll();
    ClaimedSlot three = loader.poll();
    assertNull(loader.poll());
    assertTrue(two.abort());

    assertSame(two, loader.poll());
    one.abort();
    two.abort();
    three.abort();
    assertNull(processor.poll());
  }

  @Test
  void shouldTellTheOtherLoaderOfAnAbortedSlot() {
    try (Loader other = channel.attachLoader("other", 1)) {
      ClaimedSlot one = loader.poll();
      assertNotNull(other.poll());
      assertNotNull(other.poll());
      assertNull(other.poll());
      one.abort();
      assertNotNull(other.poll());
    }
  }

  @Test
  void shouldRefuseToTouchASlotThatIsGivenBack() {
    ClaimedSlot claimed = loader.poll();
    claimed.publish(3);
    assertThrows(IllegalStateException.class, claimed::array);
    assertThrows(IllegalStateException.class, claimed::abort);
    assertThrows(IllegalStateException.class, () -> claimed.publish(3));
    BorrowedSlot borrowed = processor.poll();
    borrowed.release();
    assertThrows(IllegalStateException.class, borrowed::array);
    assertThrows(IllegalStateException.class, borrowed::release);
    assertThrows(IllegalStateException.class, () -> borrowed.requeue(true));
  }

  @Test
  void shouldCountEachFailedTry() {
    loader.poll().publish(3);
    for (int attempts = 0; attempts < 4; attempts++) {
      BorrowedSlot slot = processor.poll();
      assertEquals(attempts, slot.attempts());
      assertEquals(1, slot.sequence());
      assertTrue(slot.requeue(true));
    }
    BorrowedSlot slot = processor.poll();
    assertTrue(slot.requeue(false));
    assertEquals(4, processor.poll().attempts());
    assertEquals(5, processor.record().counter(Counter.SLOTS_REQUEUED));
    assertEquals(5, processor.record().counter(Counter.SLOTS_REDELIVERED));
  }

  /** Somebody took the slot away, as nobody may while its owner lives: the late swap fails. */
  @Test
  void shouldFailToGiveBackASlotThatWasTakenAway() {
    Words words = Channels.words(path);
    ClaimedSlot claimed = loader.poll();
    words.putLong(
        ControlLayout.slot(claimed.id()) + SlotLayout.WORD, SlotWord.of(SlotState.FREE, 0, -1, 1));
    assertFalse(claimed.publish(3));
    assertFalse(loader.record().hasNote());
    assertEquals(0, loader.record().committedSequence());

    loader.poll().publish(3);
    BorrowedSlot borrowed = processor.poll();
    int word = ControlLayout.slot(borrowed.id()) + SlotLayout.WORD;
    words.putLong(word, SlotWord.of(SlotState.READY, 1, -1, borrowed.generation()));
    assertFalse(borrowed.release());
    assertFalse(processor.record().hasNote());
    assertEquals(0, processor.record().committedSequence());

    BorrowedSlot again = processor.borrow(IdleStrategy.backOff());
    words.putLong(word, SlotWord.of(SlotState.FREE, 0, -1, 9));
    assertFalse(again.requeue(true));
  }

  @Test
  void shouldTakeNothingThatItCannotMap() throws IOException {
    Words words = Channels.words(path);
    Files.delete(new ChannelDirectory(path).slot(0));

    assertEquals(Reason.BAD_DATA, assertThrows(BatonException.class, loader::poll).reason());

    assertEquals(SlotWord.EMPTY, words.getLong(ControlLayout.slot(0) + SlotLayout.WORD));
    assertEquals(1, loader.poll().id(), "the next one");
  }

  @Test
  void shouldNotBorrowASlotWhoseHeaderIsDamaged() {
    loader.poll().publish(3);
    loader.poll().publish(6);
    Channels.words(path).putLong(ControlLayout.slot(0) + SlotLayout.LENGTH, 13);

    assertEquals(6, processor.poll().length(), "the line goes on");
    assertNull(processor.poll());
  }

  @Test
  void shouldGoOnFromTheCommittedPositionWhenTheLoaderComesBack() {
    SourcePosition next = new SourcePosition();
    next.source = 1;
    next.offset = 1000;
    next.line = 7;
    next.part = 2;
    loader.poll().publish(12, 24, next);
    loader.poll(); // and never published
    loader.close();

    loader = channel.attachLoader("l", 1);

    SourcePosition from = loader.committedPosition();
    assertEquals("1 1000 7 2", from.source + " " + from.offset + " " + from.line + " " + from.part);
    loader.poll().publish(3);
    processor.poll().release();
    BorrowedSlot second = processor.poll();
    assertEquals(2, second.sequence());
    assertEquals(24, second.offset(), "values, not elements");
    assertEquals(3, second.length());
  }

  @Test
  void shouldRememberWhereTheOutputEnds() {
    loader.poll().publish(12);
    loader.poll().publish(12);
    assertTrue(processor.poll().release(480));
    assertEquals(480, processor.committedOutput());
    processor.close();

    processor = channel.attachProcessor("p", 1);

    assertEquals(480, processor.committedOutput());
    assertTrue(processor.poll().release());
    assertEquals(480, processor.committedOutput());
    assertEquals(2, processor.record().committedSequence());
  }

  @Test
  void shouldGiveBackWhatIsHeldOnClosing() {
    loader.poll();
    ClaimedSlot two = loader.poll();
    two.publish(3);
    loader.close();
    processor.poll();
    processor.close();

    loader = channel.attachLoader("l", 1);
    processor = channel.attachProcessor("p", 1);
    BorrowedSlot again = processor.poll();
    assertEquals(two.id(), again.id());
    assertEquals(0, again.attempts(), "leaving is no failure");
    assertNotNull(loader.poll());
    assertNotNull(loader.poll());
  }

  @Test
  void shouldFillAndReadThroughChronicleBytes() {
    ClaimedSlot slot = loader.poll();
    Bytes<?> bytes = slot.array().bytes();
    for (int i = 0; i < 12; i++) {
      bytes.writeFloat(i);
    }
    assertEquals(0, bytes.writeRemaining(), "the array's end is the end");
    slot.publish(12);

    Bytes<?> read = processor.poll().array().bytes();
    assertEquals(48, read.readRemaining());
    for (int i = 0; i < 12; i++) {
      assertEquals(i, read.readFloat());
    }
  }

  private NpyHeader header(int slot) throws IOException {
    try (FileChannel file = FileChannel.open(new ChannelDirectory(path).slot(slot))) {
      return NpyHeader.read("slot " + slot, file::read);
    }
  }
}
