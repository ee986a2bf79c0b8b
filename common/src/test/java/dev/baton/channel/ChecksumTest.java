package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.SourcePosition;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.SlotFileLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Elements that are not those that were published, with a checksum and without. */
@Timeout(60)
final class ChecksumTest {
  private static final int LENGTH = 7;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Channel channel;
  private Loader loader;
  private Processor processor;

  @BeforeEach
  void attach() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(1));
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
  void shouldRefuseAnArrayOfWhichAnyBitIsFlipped() throws IOException {
    loader.useChecksums(true);
    publish();
    for (int bit = 0; bit < LENGTH * Long.SIZE; bit++) {
      flip(bit);
      BorrowedSlot slot = processor.poll();
      BatonException refused =
          assertThrows(BatonException.class, slot::requireIntact, "flipped bit " + bit);
      assertEquals(Reason.BAD_DATA, refused.reason());
      assertTrue(
          refused.getMessage().startsWith("slot 0, number 1 of loader l: array damaged: "),
          refused.getMessage());
      slot.requeue(false);
      flip(bit);
    }
    assertEquals(LENGTH * Long.SIZE, processor.record().counter(Counter.DAMAGED));
    assertDoesNotThrow(processor.poll()::requireIntact, "as it was published");
  }

  @Test
  void shouldNotLookBehindTheValidLength() throws IOException {
    loader.useChecksums(true);
    publish();
    flip(LENGTH * Long.SIZE);
    assertDoesNotThrow(processor.poll()::requireIntact);
  }

  @Test
  void shouldBelieveAnArrayThatWasPublishedWithoutAChecksum() throws IOException {
    loader.useChecksums(true);
    publish();
    processor.poll().release();
    loader.useChecksums(false);
    publish();
    flip(3);
    assertDoesNotThrow(processor.poll()::requireIntact);
    assertNull(processor.poll());
  }

  /** What is not an array's own checksum is no reason to pass the array on. */
  @Test
  void shouldRefuseAnArrayWhoseChecksumIsDamaged() {
    loader.useChecksums(true);
    publish();
    flipHeader(SlotLayout.CHECKSUM);
    BorrowedSlot slot = processor.poll();
    BatonException refused = assertThrows(BatonException.class, slot::requireIntact);
    assertTrue(refused.getMessage().contains("does not match"), refused.getMessage());
  }

  @Test
  void shouldNotTellAPlaceInTheSourceThatIsDamaged() {
    SourcePosition next = new SourcePosition();
    next.offset = 77;
    loader.claim(IdleStrategy.backOff()).publish(LENGTH, LENGTH, next);
    processor.poll().release();
    publish();
    BorrowedSlot slot = processor.poll();
    assertEquals(77, slot.position().offset);

    flipHeader(SlotLayout.POSITION + 2 * Long.BYTES);

    assertEquals(0, slot.position().offset);
    assertDoesNotThrow(slot::requireIntact, "the array itself");
  }

  private void flipHeader(int field) {
    Words words = Channels.words(channel.path());
    int word = ControlLayout.slot(0) + field;
    words.putLong(word, words.getLong(word) ^ 1L << 40);
  }

  private void publish() {
    ClaimedSlot slot = loader.claim(IdleStrategy.backOff());
    for (int i = 0; i < LENGTH; i++) {
      slot.array().longBuffer().put(i, 1_000_003L * i);
    }
    slot.publish(LENGTH);
  }

  private void flip(int bit) throws IOException {
    Path file = new ChannelDirectory(channel.path()).slot(0);
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      long at = (long) SlotFileLayout.DATA + bit / Byte.SIZE;
      opened.seek(at);
      int value = opened.read();
      opened.seek(at);
      opened.write(value ^ 1 << bit % Byte.SIZE);
    }
  }
}
