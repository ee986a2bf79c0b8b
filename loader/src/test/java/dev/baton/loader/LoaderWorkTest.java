package dev.baton.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.Exchange;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.service.Marks;
import dev.baton.service.Pace;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A loader's duty cycle, where somebody takes its slot. */
@Timeout(60)
final class LoaderWorkTest {
  private static final int JOB = 1;
  private static final int SLOT_LENGTH = 16;

  @TempDir Path dir;

  private long nanos;

  /** It must go on where it had committed: what it read since is to be read again. */
  @Test
  void shouldStopWhereItHadCommittedWhenItsSlotWasTaken() throws Exception {
    try (Channel channel =
            Channel.create(dir.resolve("c"), new Geometry(2, SLOT_LENGTH, Dtype.I8, 1));
        ControlStore control = ControlStore.open(new ChannelDirectory(channel.path()))) {
      Exchange exchange = new Exchange(control.words());
      try (Loader loader = channel.attachLoader("l", JOB)) {
        Counting source = new Counting();
        LoaderWork work = work(loader, source, new Linger(0, System::nanoTime));
        work.doWork();
        source.onFill = () -> assertTrue(exchange.abort(1, exchange.word(1)));

        BatonException lost = assertThrows(BatonException.class, work::doWork);

        assertEquals(Reason.TRY_AGAIN, lost.reason());
        assertTrue(lost.getMessage().startsWith("slot 1 was taken from loader l"));
        assertEquals(1, loader.record().counter(Counter.SWAPS_LOST));
        work.publishPart(); // as on the way out: there is nothing left to publish
      }
      try (Loader again = channel.attachLoader("l", JOB)) {
        assertEquals(SLOT_LENGTH, again.committedPosition().offset);
        assertEquals(1, again.record().committedSequence());
      }
    }
  }

  /** Rows of two; what is begun of one is waited for. */
  @Test
  void shouldPublishWholeRowsThatHaveLingered() throws Exception {
    try (Channel channel =
            Channel.create(dir.resolve("c"), new Geometry(4, SLOT_LENGTH, Dtype.I8, 2));
        Loader loader = channel.attachLoader("l", JOB)) {
      Counting source = new Counting();
      LoaderWork work = work(loader, source, new Linger(10, () -> nanos));

      assertEquals(0, publishedAfter(loader, work, source, 5));
      assertTrue(work.isWaitingForData());
      nanos += 10;
      assertEquals(0, publishedAfter(loader, work, source, 0), "in the middle of a row");
      assertEquals(6, publishedAfter(loader, work, source, 1));
      assertEquals(6, loader.committedPosition().offset);

      nanos += 10;
      assertEquals(6, publishedAfter(loader, work, source, 0), "there is nothing to publish");
      assertEquals(6, publishedAfter(loader, work, source, 2));
      nanos += 10;
      assertEquals(8, publishedAfter(loader, work, source, 0));
      assertEquals(8 + SLOT_LENGTH, publishedAfter(loader, work, source, SLOT_LENGTH), "full");
      assertEquals(3, loader.record().committedSequence());
    }
  }

  private static LoaderWork work(Loader loader, Counting source, Linger linger) {
    return new LoaderWork(
        loader, source, Pace.of(Optional.empty()), 1, 1, Long.MAX_VALUE, linger, Marks.on(null));
  }

  /** How many elements have been published when the source has given so many more. */
  private static long publishedAfter(Loader loader, LoaderWork work, Counting source, int more)
      throws IOException {
    source.left = more;
    while (work.doWork() > 0) {}
    return loader.committedValues();
  }

  /** What is published must go on with whole rows: its source gives the begun one again. */
  @Test
  void shouldLeaveInFrontOfASlotThatEndsInTheMiddleOfARow() throws Exception {
    Linger never = new Linger(Long.MAX_VALUE, () -> nanos);
    Pace pace = Pace.of(Optional.empty());
    try (Channel channel =
            Channel.create(dir.resolve("c"), new Geometry(2, SLOT_LENGTH, Dtype.I8, 2));
        Loader loader = channel.attachLoader("l", JOB)) {
      Counting source = new Counting();
      LoaderWork work =
          new LoaderWork(loader, source, pace, 1, 1, Long.MAX_VALUE, never, Marks.on(null));
      assertEquals(0, publishedAfter(loader, work, source, 5));

      work.leave();

      assertEquals(0, loader.committedPosition().offset);
      assertEquals(1, loader.record().counter(Counter.SLOTS_ABORTED));
    }
  }

  /** An empty file, for instance, must not be there again. */
  @Test
  void shouldCommitThatTheSourceIsAtAnotherFileWithoutASlot() throws Exception {
    Linger atOnce = new Linger(0, () -> nanos);
    Pace pace = Pace.of(Optional.empty());
    try (Channel channel =
            Channel.create(dir.resolve("c"), new Geometry(2, SLOT_LENGTH, Dtype.I8, 1));
        Loader loader = channel.attachLoader("l", JOB)) {
      Counting source = new Counting();
      LoaderWork work =
          new LoaderWork(loader, source, pace, 1, 1, Long.MAX_VALUE, atOnce, Marks.on(null));
      assertEquals(3, publishedAfter(loader, work, source, 3));

      source.file = 1L << 40;
      assertEquals(3, publishedAfter(loader, work, source, 0));
    }
    try (Channel channel = Channel.open(dir.resolve("c"));
        Loader again = channel.attachLoader("l", JOB)) {
      assertEquals(1L << 40, again.committedPosition().file);
      assertEquals(3, again.committedPosition().offset);
      assertEquals(3, again.committedValues());
      assertEquals(1, again.record().committedSequence());
    }
  }

  /** Numbers from 0 on, as many as there are just now. */
  private static final class Counting implements Source {
    private long next;
    private long file;
    private long left = Long.MAX_VALUE;
    private Runnable onFill = () -> {};

    @Override
    public Supply fill(ByteBuffer target) {
      for (; target.hasRemaining() && left > 0; left--) {
        target.putLong(next++);
      }
      onFill.run();
      return Supply.MORE;
    }

    @Override
    public void position(SourcePosition into) {
      into.offset = next;
      into.file = file;
    }

    @Override
    public void resume(SourcePosition from) {
      next = from.offset;
    }

    @Override
    public void close() {}
  }
}
