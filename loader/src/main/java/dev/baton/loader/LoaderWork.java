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
  private final Publisher publisher;
  private final int rowLength;
  private final SourcePosition next = new SourcePosition();
  private ClaimedSlot slot;
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
    this.shared = new SharedFilling(threads, loader.geometry(), step);
    this.publisher = new Publisher(loader, source, mostValues, marks);
    this.linger = linger;
    this.marks = marks;
  }

  /**
   * Does what can be done without waiting.
   *
   * @return how much was done; 0 if there is nothing to do but wait
   * @throws BatonException if the input is refused; what came before it has been published
   */
  int doWork() throws IOException {
    if (ended || publisher.valuesLeft() == 0) {
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
    return !alone && shared.begin(source, publisher.valuesLeft());
  }

  /** What can be done without waiting while threads fill slots. */
  private int doShared() throws IOException {
    loader.reclaimIfDue();
    loader.record().tick();
    Share first = shared.first();
    if (first != null && (first.isFull() || first.failure() != null)) {
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
      alone = true;
      finishShared();
      return 1;
    }
    return 0;
  }

  /**
   * Publishes the share that was filled first. What kept it from being full is for this thread to
   * meet: it fills that slot anew.
   */
  private void settle(Share first) throws IOException {
    if (first.failure() instanceof Error error) {
      throw error;
    }
    if (first.failure() != null) {
      LOG.atLevel(first.failure() instanceof IOException ? Level.WARN : Level.DEBUG)
          .log(
              "event=filled_anew member={} slot={} why=\"{}\"",
              loader.name(),
              first.slot().id(),
              first.failure().getMessage());
      alone = true;
      stopSharing(false);
      return;
    }
    publish(first);
  }

  private void publish(Share share) throws IOException {
    source.position(next);
    share.end(next);
    shared.drop();
    publisher.publish(share.slot(), share.array().length(), share.values(), next);
    source.resume(next);
    countBad(share);
  }

  private void countBad(Share share) {
    badOfShares += share.bad();
    loader.record().add(Counter.BAD_VALUES, share.bad());
  }

  /**
   * Goes on without threads, and gives back the slots that they have not begun.
   *
   * @param goesOn whether what they have filled of the next slot is right: then it is gone on with;
   *     if not, it is filled anew, as the source is behind what was published last
   */
  private void stopSharing(boolean goesOn) throws IOException {
    shared.stop();
    Share first = shared.first();
    if (goesOn && first != null && first.failure() == null && first.values() > 0) {
      takeOver(first);
      shared.drop();
    }
    for (Share share = shared.first(); share != null; share = shared.first()) {
      shared.drop();
      share.slot().abort();
    }
    shared.end();
  }

  private void takeOver(Share share) throws IOException {
    source.position(next);
    share.end(next);
    source.resume(next);
    countBad(share);
    slot = share.slot();
    filler.begin(share.array(), share.values(), publisher.valuesLeft());
    linger.begin();
  }

  /** Publishes the slots that threads have filled, and goes on without them. */
  private void finishShared() throws IOException {
    if (!shared.isUnderWay()) {
      return;
    }
    shared.stop();
    while (shared.first() != null && shared.first().isFull()) {
      publish(shared.first());
    }
    if (shared.first() != null && shared.first().failure() instanceof Error error) {
      throw error;
    }
    stopSharing(true);
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

  private void moveOn() throws IOException {
    source.position(next);
    publisher.moveOn(next);
  }

  private boolean claim() {
    slot = loader.poll();
    if (slot != null) {
      marks.show("<");
      filler.begin(slot.array(), 0, publisher.valuesLeft());
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
    publisher.publish(filled, filler.length() / rowLength * rowLength, filler.values(), next);
  }
}
