package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAside;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotFileLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.npy.NpyTemplate;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.store.SlotStore;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bits that flip anywhere in a channel while it is used, with checksums: nothing wrong is passed as
 * right, nothing is missing without damage having been named, what a damaged slot held is set aside
 * if it was not passed on, and nobody fails in another way than by a refusal. Each flip has the
 * fate that its field should have. {@code -Dbaton.flips=1000 -Dbaton.seed=N} for more, and for the
 * same again.
 */
@Timeout(1800)
final class FlipsTest {
  private static final int SLOTS = 4;
  private static final int LENGTH = 16;
  private static final NpyTemplate NPY = SlotStore.template(Channels.small(SLOTS));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final long seed = Long.getLong("baton.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final BitSet delivered = new BitSet();
  private Channel channel;
  private Words words;
  private SettingAside aside;
  private final Map<Flip.Fate, Integer> fates = new EnumMap<>(Flip.Fate.class);
  private String flipped;
  private Flip.Fate fate;
  private boolean inSlot;
  private int published;
  private int refused;

  @Test
  void shouldPassNothingWrongAsRight() throws IOException {
    int flips = Integer.getInteger("baton.flips", 50);
    System.out.println("FlipsTest: " + flips + " flips, again with -Dbaton.seed=" + seed);
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
      boolean named = survive();
      channel.close();
      named |= comeBack();
      assertTrue(
          named || fate != Flip.Fate.NAMED, () -> "not named: " + flipped + ", seed " + seed);
      fates.merge(named ? Flip.Fate.NAMED : fate, 1, Integer::sum);
    }
    System.out.println("FlipsTest: " + fates);
  }

  /** Whoever attaches next finds what the last did not: true if that was named. */
  private boolean comeBack() {
    try (Channel again = Channel.open(channel.path());
        Loader loader = again.attachLoader("l", 1);
        Processor processor = again.attachProcessor("p", 1)) {
      long before = damages(loader, processor);
      processor.damaged().look();
      for (int slot = 0; slot < SLOTS; slot++) {
        ClaimedSlot free = loader.poll();
        if (free != null) { // what was damaged otherwise may have left some that are not
          free.abort();
        }
      }
      for (MemberRecord member : List.of(loader.record(), processor.record())) {
        assertTrue(member.isNameSound() && member.state() == MemberState.ATTACHED, flipped);
      }
      return damages(loader, processor) > before;
    } catch (BatonException refused) {
      assertEquals(Reason.BAD_DATA, refused.reason(), () -> refused + ", " + flipped);
      return true;
    }
  }

  private static long damages(Loader loader, Processor processor) {
    return loader.record().counter(Counter.DAMAGED) + processor.record().counter(Counter.DAMAGED);
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
      boolean named = refused > 0 || damages(loader, processor) > 0;
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

  /** A bit of the header, of a member in use, of a slot's header, or of a slot's file. */
  private void flip() throws IOException {
    int where = random.nextInt(5);
    inSlot = where == 2 || where == 3;
    int slot = random.nextInt(SLOTS);
    long word = new Exchange(words).word(slot);
    if (where == 3) { // of the elements: those in use are checked before they are
      boolean used = !SlotWord.is(word, SlotState.FREE);
      fate = used ? Flip.Fate.NAMED : Flip.Fate.WRITTEN_ANEW;
      flipFile(slot, SlotFileLayout.DATA + random.nextInt(LENGTH * Long.BYTES));
      return;
    }
    if (where == 4) {
      int at = random.nextInt(random.nextBoolean() ? 128 : SlotFileLayout.DATA);
      boolean length = at >= NPY.field() && at < NPY.field() + NpyTemplate.FIELD_BYTES;
      fate = length ? Flip.Fate.WRITTEN_ANEW : Flip.Fate.NAMED;
      flipFile(slot, at);
      return;
    }
    int offset =
        switch (where) {
          case 0 -> random.nextInt(ControlLayout.MEMBER_TABLE / 8) * 8;
          case 1 ->
              ControlLayout.member(random.nextInt(2)) + random.nextInt(MemberLayout.SIZE / 8) * 8;
          default -> ControlLayout.slot(slot) + random.nextInt(SlotLayout.SIZE / 8) * 8;
        };
    int bit = random.nextInt(Long.SIZE);
    Flip flip = Flip.of(offset + bit / Byte.SIZE, SlotWord.is(word, SlotState.READY));
    fate = flip.fate();
    flipped = flip.field() + ", word at " + offset + ", bit " + bit;
    words.putLong(offset, words.getLong(offset) ^ 1L << bit);
  }

  private void flipFile(int slot, long at) throws IOException {
    Path file = new ChannelDirectory(channel.path()).slot(slot);
    flipped = file + ", byte " + at;
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(at);
      int value = opened.read();
      opened.seek(at);
      opened.write(value ^ 1 << random.nextInt(Byte.SIZE));
    }
  }
}
