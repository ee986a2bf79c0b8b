package dev.baton.processor;

import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Processor;
import dev.baton.channel.SettingAside;
import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Sink;
import dev.baton.service.Marks;
import dev.baton.service.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A processor's duty cycle: borrows a slot, hands it to the sink piece by piece, releases it. Time,
 * idling and the loop around it are its caller's. One thread.
 */
final class ProcessorWork {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorWork.class);

  private final Processor processor;
  private final Sink sink;
  private final SlotDelivery delivery;
  private final SettingAside aside;
  private final RefusalLimit refusals;
  private final Marks marks;
  private BorrowedSlot slot;
  private boolean delivering;

  /** A sink that refuses data is given more of it as long as {@code refusals} allows. */
  ProcessorWork(
      Processor processor,
      Sink sink,
      Pace pace,
      int step,
      SettingAside aside,
      RefusalLimit refusals,
      Marks marks) {
    this.processor = processor;
    this.sink = sink;
    this.aside = aside;
    this.refusals = refusals;
    this.delivery =
        new SlotDelivery(
            processor.name(),
            sink,
            pace,
            step,
            processor.geometry().dtype().itemSize(),
            processor.geometry().rowLength());
    this.marks = marks;
  }

  /**
   * Does what can be done without waiting.
   *
   * @return how much was done; 0 if there is nothing to do but wait
   * @throws IOException if the sink cannot write; the slot has been given back then, and the try
   *     does not count, since it was not the data's fault
   * @throws BatonException if the sink refuses data too often
   */
  int doWork() throws IOException {
    processor.reclaimIfDue(); // a sink may take long with one slot
    int setAside = aside.doWork();
    if (slot == null) {
      slot = processor.seize();
      slot = slot == null ? processor.poll() : slot;
      if (slot == null) {
        processor.waits();
        return setAside;
      }
      marks.show("(");
      if (aside.concerns(slot)) {
        setAside();
        return 1;
      }
    }
    try {
      deliver();
    } catch (IOException | UncheckedIOException e) {
      giveBack(false);
      throw e;
    } catch (RuntimeException e) {
      refused(e);
    }
    processor.record().tick();
    return 1;
  }

  /** Whether a slot is being worked on. */
  boolean isBusy() {
    return slot != null;
  }

  /** Gives back the slot that is being worked on, if any; {@code failed} counts the try. */
  private void giveBack(boolean failed) throws IOException {
    if (slot != null) {
      BorrowedSlot given = slot;
      slot = null;
      delivering = false;
      try {
        sink.rollback();
      } finally {
        given.requeue(failed);
      }
    }
  }

  /** Gives back everything that is held, without counting it as a failed try. */
  void giveBackAll() throws IOException {
    try {
      giveBack(false);
    } finally {
      aside.giveBack();
    }
  }

  private void setAside() {
    BorrowedSlot taken = slot;
    slot = null;
    aside.take(taken);
    marks.show(")");
  }

  /**
   * The sink, or its code, does not take these data. Somebody else may: the slot is tried again,
   * and set aside when that was enough.
   */
  private void refused(RuntimeException why) throws IOException {
    boolean ofData =
        slot != null && !(why instanceof BatonException e && e.reason() != Reason.BAD_DATA);
    if (!ofData || !refusals.allowsOneMore()) {
      giveBack(ofData && refusals.isCounted());
      throw why;
    }
    LOG.warn(
        "event=try_failed member={} slot={} loader={} sequence={} attempts={} error=\"{}\"",
        processor.name(),
        slot.id(),
        slot.loader(),
        slot.sequence(),
        slot.attempts() + 1,
        why.toString());
    giveBack(true);
  }

  private void deliver() throws IOException {
    if (!delivering) {
      delivery.begin(slot);
      delivering = true;
    }
    if (!delivery.deliver()) {
      sink.end();
      CrashPoint.OUTPUT_WRITTEN.reached();
      delivering = false;
      release();
    }
  }

  private void release() {
    BorrowedSlot done = slot;
    slot = null;
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "event=release member={} slot={} generation={} loader={} sequence={} length={}",
          processor.name(),
          done.id(),
          done.generation(),
          done.loader(),
          done.sequence(),
          done.length());
    }
    if (!done.release(sink.position())) {
      throw done.lost();
    }
    refusals.reset();
    marks.show(")");
  }
}
