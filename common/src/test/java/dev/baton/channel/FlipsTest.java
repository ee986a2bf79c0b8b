package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAside;
import dev.baton.error.BatonException;
import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.SlotFileLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bits that flip anywhere in a channel while it is used, with checksums: nothing wrong is passed as
 * right, nothing is missing without damage having been named, what a damaged slot held is set aside
 * if it was not passed on, and nobody fails in another way than by a refusal. {@code
 * -Dbaton.flips=1000 -Dbaton.seed=N} for more, and for the same again.
 */
@Timeout(1800)
final class FlipsTest {
  private static final int SLOTS = 4;
  private static final int LENGTH = 16;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final long seed = Long.getLong("baton.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final BitSet delivered = new BitSet();
  private Channel channel;
  private Words words;
  private SettingAside aside;
  private String flipped;
  private boolean inSlot;
  private int published;
  private int refused;

  @Test
  void shouldPassNothingWrongAsRight() throws IOException {
    int flips = Integer.getInteger("baton.flips", 50);
    System.out.println("FlipsTest: " + flips + " flips, again with -Dbaton.seed=" + seed);
    int named = 0;
    channel = Channel.create(dir.resolve("channel"), Channels.small(SLOTS));
    for (int flip = 0; flip < flips; flip++) {
      if (flip > 0) {
        ChannelRemover.removeTree(channel.path());
        channel = Channel.create(dir.resolve("channel"), Channels.small(SLOTS));
      }
      words = Channels.words(channel.path());
      delivered.clear();
      published = 0;
      refused = 0;
      named += survive() ? 1 : 0;
      channel.close();
    }
    System.out.println("FlipsTest: " + named + " of " + flips + " were named");
  }

  /** Whether the damage was named. */
  private boolean survive() throws IOException {
    Loader loader = channel.attachLoader("l", 1);
    Processor processor = channel.attachProcessor("p", 1);
    aside = new SettingAside(processor, channel.path(), 3);
    try {
      loader.useChecksums(true);
      publish(loader, 3);
      BorrowedSlot held = processor.poll();
      flip();
      use(held);
      publish(loader, 2);
      for (int i = 0; i < 8; i++) {
        use(poll(processor));
      }
      seize(processor);
      boolean named = refused > 0 || processor.record().counter(Counter.DAMAGED) > 0;
      int kept = new SetAside(new ChannelDirectory(channel.path())).names().size();
      boolean whole = delivered.cardinality() + (inSlot ? kept : 0) >= published;
      assertTrue(
          whole || (named && !inSlot), () -> "lost, or not named: " + flipped + ", seed " + seed);
      return named;
    } finally {
      processor.close();
      loader.close();
    }
  }

  /** All that is damaged goes out of the line, so that it is used again. */
  private void seize(Processor processor) {
    processor.damaged().look();
    processor.damaged().look();
    for (BorrowedSlot slot = processor.seize(); slot != null; slot = processor.seize()) {
      aside.take(slot);
    }
    Exchange exchange = new Exchange(words);
    for (int slot = 0; slot < SLOTS; slot++) {
      assertNull(SlotDamage.of(words, slot, exchange.word(slot)), flipped);
    }
  }

  private void publish(Loader loader, int slots) {
    for (int i = 0; i < slots; i++) {
      try {
        ClaimedSlot slot = loader.poll();
        if (slot != null) {
          LongBuffer longs = slot.array().longBuffer();
          while (longs.hasRemaining()) {
            longs.put(published * 1000L + longs.position());
          }
          if (slot.publish(LENGTH)) {
            published++;
          } else {
            refused++;
          }
        }
      } catch (BatonException damage) {
        refused++;
      }
    }
  }

  private BorrowedSlot poll(Processor processor) {
    try {
      return processor.poll();
    } catch (BatonException damage) {
      refused++;
      return null;
    }
  }

  private void use(BorrowedSlot slot) {
    if (slot == null) {
      return;
    }
    try {
      if (!slot.isIntact()) {
        aside.take(slot);
        return;
      }
      LongBuffer longs = slot.array().longBuffer();
      assertEquals(LENGTH, longs.remaining(), flipped);
      int which = (int) (longs.get(0) / 1000);
      for (int i = 0; i < LENGTH; i++) {
        assertEquals(which * 1000L + i, longs.get(i), flipped);
      }
      assertEquals(which + 1, slot.sequence(), flipped);
      assertEquals((long) which * LENGTH, slot.offset(), flipped);
      assertEquals("l", slot.loader(), flipped);
      if (slot.release()) {
        assertTrue(!delivered.get(which), () -> "twice: " + flipped);
        delivered.set(which);
      } else {
        refused++;
      }
    } catch (BatonException damage) {
      refused++;
      if (slot.isHeld()) {
        slot.requeue(true);
      }
    }
  }

  /** A bit of the header, of a member in use, of a slot's header, or of a slot's elements. */
  private void flip() throws IOException {
    int where = random.nextInt(4);
    inSlot = where >= 2;
    int slot = random.nextInt(SLOTS);
    if (where == 3) {
      flipElement(slot);
      return;
    }
    int offset =
        switch (where) {
          case 0 -> random.nextInt(ControlLayout.MEMBER_TABLE / 8) * 8;
          case 1 -> ControlLayout.member(random.nextInt(2)) + random.nextInt(64) * 8;
          default -> ControlLayout.slot(slot) + random.nextInt(SlotLayout.SIZE / 8) * 8;
        };
    int bit = random.nextInt(Long.SIZE);
    flipped = "control.dat, word at " + offset + ", bit " + bit;
    words.putLong(offset, words.getLong(offset) ^ 1L << bit);
  }

  private void flipElement(int slot) throws IOException {
    Path file = new ChannelDirectory(channel.path()).slot(slot);
    long at = (long) SlotFileLayout.DATA + random.nextInt(LENGTH * Long.BYTES);
    flipped = file + ", byte " + at;
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(at);
      int value = opened.read();
      opened.seek(at);
      opened.write(value ^ 1 << random.nextInt(Byte.SIZE));
    }
  }
}
