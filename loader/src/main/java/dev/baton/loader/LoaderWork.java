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
import org.slf4j.event.Level;

/**
 * A loader's duty cycle: claims a slot, fills it piece by piece, publishes it; or has several
 * filled by threads, and publishes them in their order. Time, idling and the loop around it are its
 * caller's. One thread.
 */
final class LoaderWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoaderWork.class);

  private final Loader loader;
  private final Source source;
  private final Pace pace;
  private final SlotFiller filler;
  private final SharedFilling shared;
  private final Linger linger;
  private final Marks marks;
  private final int rowLength;
  private final SourcePosition next = new SourcePosition();
  private ClaimedSlot slot;
  private long valuesLeft;
  private long committedFile;
  private long bad;
  private long badOfShares;
  private boolean ended;

  /** Whether the next slot is filled here, as something was in the way of sharing it. */
  private boolean alone;

  /**
   * @param threads how many fill slots at the same time, where the source allows it
   * @param mostValues after how many values the data counts as ended
   */
  LoaderWork(
      Loader loader,
      Source source,
      Pace pace,
      int step,
      int threads,
      long mostValues,
      Linger linger,
      Marks marks) {
    this.loader = loader;
    this.source = source;
    this.pace = pace;
    this.rowLength = loader.geometry().rowLength();
    this.filler =
        new SlotFiller(source, pace, step, loader.geometry().dtype().itemSize(), rowLength);
    this.shared = new SharedFilling(threads, loader.geometry(), pace, step);
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
    if (slot == null && (shared.isUnderWay() || begin())) {
      return doShared();
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

  private boolean begin() throws IOException {
    return !alone && shared.begin(source, valuesLeft);
  }

  /** What can be done without waiting while threads fill slots. */
  private int doShared() throws IOException {
    loader.reclaimIfDue();
    loader.record().tick();
    Share first = shared.first();
    if (first != null && first.isDone()) {
      settle(first);
      return 1;
    }
    if (shared.wantsSlot()) {
      ClaimedSlot claimed = loader.poll();
      if (claimed != null) {
        marks.show("<");
        shared.fill(claimed);
      } else if (first == null) {
        loader.waits();
      }
      return claimed == null ? 0 : 1;
    }
    if (shared.isOver()) {
      shared.end();
      alone = true;
      return 1;
    }
    return shared.look() ? 1 : 0;
  }

  /**
   * Publishes the share that was filled first. What kept it from being full is for this thread to
   * meet: it fills that slot anew.
   */
  private void settle(Share first) throws IOException {
    if (first.failure() instanceof Error error) {
      throw error;
    }
    if (!first.isFull()) {
      LOG.atLevel(first.failure() instanceof IOException ? Level.WARN : Level.DEBUG)
          .log(
              "event=filled_anew member={} slot={} why=\"{}\"",
              loader.name(),
              first.slot().id(),
              first.failure() == null ? "the data ends" : first.failure().getMessage());
      alone = true;
      stopSharing();
      return;
    }
    publish(first);
    if (!shared.goesOnAt(next)) {
      stopSharing();
    }
  }

  private void publish(Share share) throws IOException {
    source.position(next);
    share.end(next);
    shared.drop();
    publish(share.slot(), share.length(), share.values());
    source.resume(next);
    badOfShares += share.bad();
    loader.record().add(Counter.BAD_VALUES, share.bad());
  }

  /** Gives back what is shared out. Its source is behind what was published last. */
  private void stopSharing() {
    shared.stop();
    for (Share share = shared.first(); share != null; share = shared.first()) {
      shared.drop();
      share.slot().abort();
    }
    shared.end();
  }

  /** Publishes what threads have filled so far, without a gap, and gives the rest back. */
  private void finishShared() throws IOException {
    if (!shared.isUnderWay()) {
      return;
    }
    shared.stop();
    boolean goesOn = true;
    for (Share share = shared.first(); share != null && goesOn; share = shared.first()) {
      long length = share.length();
      goesOn = share.failure() == null && length > 0 && length % rowLength == 0;
      if (goesOn) {
        publish(share);
        goesOn = shared.goesOnAt(next);
      }
    }
    stopSharing();
  }

  /** Whether threads fill slots just now, and none is to be waited for but theirs. */
  boolean isFilledByThreads() {
    return shared.isUnderWay() && shared.first() != null;
  }

  /** Waits a little for a thread. */
  void awaitThreads() {
    shared.await();
  }

  /** Whether the threads have got on lately; one that hangs must not go unnoticed. */
  boolean getsOn() {
    return shared.getsOn();
  }

  /** How many bad values have been left out or replaced. */
  long bad() {
    return source.bad() + badOfShares;
  }

  /** Ends the threads: after this nobody writes into a slot. */
  @Override
  public void close() {
    shared.close();
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
    finishShared();
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
    finishShared();
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
    ClaimedSlot filled = slot;
    slot = null;
    alone = false;
    publish(filled, filler.length() / rowLength * rowLength, filler.values());
  }

  private void publish(ClaimedSlot filled, long length, long values) throws IOException {
    boolean published = filled.publish(length, values, next);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "event=publish member={} slot={} generation={} length={}",
          loader.name(),
          filled.id(),
          filled.generation(),
          length);
    }
    if (!published) {
      throw lost(filled, length);
    }
    valuesLeft -= values;
    marks.show(">");
    committed();
  }

  /**
   * Something other than Baton has taken the slot: what it holds now is unknown, and this loader
   * goes on only where it had committed, as after a death.
   */
  private BatonException lost(ClaimedSlot filled, long length) {
    LOG.error(
        "event=publish_lost member={} slot={} generation={} length={}",
        loader.name(),
        filled.id(),
        filled.generation(),
        length);
    return new BatonException(
        Reason.TRY_AGAIN,
        "slot "
            + filled.id()
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
