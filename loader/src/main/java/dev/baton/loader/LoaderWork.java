package dev.baton.loader;

import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.Loader;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Activity;
import dev.baton.layout.Counter;
import dev.baton.service.Marks;
import dev.baton.service.Pace;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loader's duty cycle: claims a slot, fills it piece by piece, publishes it. Time, idling and the
 * loop around it are its caller's. One thread.
 */
final class LoaderWork {
  private static final Logger LOG = LoggerFactory.getLogger(LoaderWork.class);

  private final Loader loader;
  private final Source source;
  private final Pace pace;
  private final SlotFiller filler;
  private final Linger linger;
  private final Marks marks;
  private final int rowLength;
  private final SourcePosition next = new SourcePosition();
  private ClaimedSlot slot;
  private long valuesLeft;
  private long committedFile;
  private long bad;
  private boolean ended;

  /**
   * @param mostValues after how many values the data counts as ended
   */
  LoaderWork(
      Loader loader,
      Source source,
      Pace pace,
      int step,
      long mostValues,
      Linger linger,
      Marks marks) {
    this.loader = loader;
    this.source = source;
    this.pace = pace;
    this.rowLength = loader.geometry().rowLength();
    this.filler =
        new SlotFiller(source, pace, step, loader.geometry().dtype().itemSize(), rowLength);
    this.valuesLeft = mostValues;
    this.linger = linger;
    this.committedFile = loader.committedPosition().file;
    this.marks = marks;
  }

  /**
   * Does what can be done without waiting.
   *
   * @return how much was done; 0 if there is nothing to do but wait
   * @throws BatonException if the input is refused; what came before it has been published
   */
  int doWork() throws IOException {
    if (ended || valuesLeft == 0) {
      end();
      return 0;
    }
    if (slot == null && !claim()) {
      loader.waits();
      return 0;
    }
    loader.reclaimIfDue(); // a source may have nothing to give for long
    long before = filler.values();
    Source.Supply supply = fill();
    loader.record().tick();
    pace.moved(filler.values() - before);
    if (filler.isFull()) {
      publish();
    }
    if (supply == Source.Supply.END) {
      end();
      return 1;
    }
    boolean waits = slot != null && filler.values() == before;
    loader.record().activity(waits ? Activity.WAITING_FOR_DATA : Activity.FILLING);
    boolean lingered = slot != null && filler.values() > 0 && linger.isOver(waits);
    if (lingered && filler.length() % rowLength == 0) { // a row that is only begun is waited for
      publish();
      return 1;
    }
    if (waits && filler.values() == 0) {
      moveOn();
    }
    return waits ? 0 : 1;
  }

  /** Commits that the source has gone on to another of its files, where nothing is held of it. */
  private void moveOn() throws IOException {
    source.position(next);
    if (next.file != committedFile) {
      loader.moveOn(next);
      committed();
    }
  }

  private void committed() throws IOException {
    committedFile = next.file;
    source.published(next);
  }

  /** Whether there is a slot to be filled, and nothing to fill it with. */
  boolean isWaitingForData() {
    return slot != null;
  }

  /** Whether all data has been published. */
  boolean isEnd() {
    return ended;
  }

  /** Publishes what has been filled so far, in whole rows; nothing if that is nothing. */
  void publishPart() throws IOException {
    if (slot == null) {
      return;
    }
    if (filler.length() / rowLength == 0) {
      slot.abort();
      slot = null;
      if (filler.values() == 0) {
        moveOn();
      }
    } else {
      publish();
    }
  }

  /**
   * Publishes what has been filled before this loader leaves. In the middle of a row that is
   * nothing, where the source can be read again: it goes on in front of this slot.
   */
  void leave() throws IOException {
    boolean inRow = slot != null && filler.length() % rowLength != 0;
    if (inRow && source.isResumable()) {
      slot.abort();
      slot = null;
    } else {
      publishPart();
    }
  }

  private boolean claim() {
    slot = loader.poll();
    if (slot != null) {
      marks.show("<");
      filler.begin(slot.array(), valuesLeft);
      linger.begin();
    }
    return slot != null;
  }

  private Source.Supply fill() throws IOException {
    try {
      return filler.fill();
    } catch (IOException | RuntimeException e) {
      publishPart(); // accepted before the fault was met
      throw e;
    } finally {
      long now = source.bad();
      loader.record().add(Counter.BAD_VALUES, now - bad);
      bad = now;
    }
  }

  /** The data counts as ended: publishes the last, part-filled slot. */
  void end() throws IOException {
    if (ended) {
      return;
    }
    if (slot != null) {
      long rest = filler.length() % rowLength;
      long filled = filler.length();
      publishPart();
      if (rest != 0) {
        throw new BatonException(
            Reason.BAD_DATA,
            "the data ends in the middle of a row: found "
                + rest
                + " elements of it, expected "
                + rowLength
                + "; "
                + (filled - rest)
                + " elements of this slot were published, in whole rows",
            "choose another --row-length, or complete the data");
      }
    }
    marks.show("EOF>");
    ended = true;
  }

  private void publish() throws IOException {
    source.position(next);
    long length = filler.length() / rowLength * rowLength;
    boolean published = slot.publish(length, filler.values(), next);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "event=publish member={} slot={} generation={} length={}",
          loader.name(),
          slot.id(),
          slot.generation(),
          length);
    }
    if (!published) {
      throw lost(length);
    }
    valuesLeft -= filler.values();
    slot = null;
    marks.show(">");
    committed();
  }

  /**
   * Something other than Baton has taken the slot: what it holds now is unknown, and this loader
   * goes on only where it had committed, as after a death.
   */
  private BatonException lost(long length) {
    LOG.error(
        "event=publish_lost member={} slot={} generation={} length={}",
        loader.name(),
        slot.id(),
        slot.generation(),
        length);
    int id = slot.id();
    slot = null;
    return new BatonException(
        Reason.TRY_AGAIN,
        "slot "
            + id
            + " was taken from loader "
            + loader.name()
            + " while it was filled, by nobody who may: its "
            + length
            + " elements were not published",
        source.isResumable()
            ? "start it again under its name: it goes on before this slot"
            : "its source cannot be read again: start it again with what comes before these elements left out");
  }
}
