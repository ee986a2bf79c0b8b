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

  /** It must go on where it had committed: what it read since is to be read again. */
  @Test
  void shouldStopWhereItHadCommittedWhenItsSlotWasTaken() throws Exception {
    try (Channel channel =
            Channel.create(dir.resolve("c"), new Geometry(2, SLOT_LENGTH, Dtype.I8, 1));
        ControlStore control = ControlStore.open(new ChannelDirectory(channel.path()))) {
      Exchange exchange = new Exchange(control.words());
      try (Loader loader = channel.attachLoader("l", JOB)) {
        Counting source = new Counting();
        LoaderWork work =
            new LoaderWork(
                loader, source, Pace.of(Optional.empty()), 1, Long.MAX_VALUE, Marks.on(null));
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

  /** Numbers from 0 on, for ever. */
  private static final class Counting implements Source {
    private long next;
    private Runnable onFill = () -> {};

    @Override
    public Supply fill(ByteBuffer target) {
      while (target.hasRemaining()) {
        target.putLong(next++);
      }
      onFill.run();
      return Supply.MORE;
    }

    @Override
    public void position(SourcePosition into) {
      into.offset = next;
    }

    @Override
    public void resume(SourcePosition from) {
      next = from.offset;
    }

    @Override
    public void close() {}
  }
}
