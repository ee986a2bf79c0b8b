package dev.baton.processor;

import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Processor;
import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Sink;
import dev.baton.service.Marks;
import dev.baton.service.Pace;
import java.io.IOException;
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
  private final Marks marks;
  private BorrowedSlot slot;
  private boolean delivering;

  ProcessorWork(Processor processor, Sink sink, Pace pace, int step, Marks marks) {
    this.processor = processor;
    this.sink = sink;
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
   * @throws IOException if the sink fails; the slot has been given back then
   */
  int doWork() throws IOException {
    if (slot == null) {
      slot = processor.poll();
      if (slot == null) {
        processor.waits();
        return 0;
      }
      marks.show("(");
    }
    processor.reclaimIfDue(); // a sink may take long with one slot
    try {
      deliver();
    } catch (IOException | RuntimeException e) {
      giveBack(true);
      throw e;
    }
    processor.record().tick();
    return 1;
  }

  /** Whether a slot is being worked on. */
  boolean isBusy() {
    return slot != null;
  }

  /** Gives back the slot that is being worked on, if any; {@code failed} counts the try. */
  void giveBack(boolean failed) throws IOException {
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

  private void deliver() throws IOException {
    if (!delivering) {
      slot.requireIntact();
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
      throw lost(done);
    }
    marks.show(")");
  }

  /**
   * Something other than Baton has taken the slot, and another may have it in its output. What this
   * sink holds of it is cut off as after a death, when the output is opened where it was committed.
   */
  private BatonException lost(BorrowedSlot done) {
    LOG.error(
        "event=release_lost member={} slot={} generation={} loader={} sequence={}",
        processor.name(),
        done.id(),
        done.generation(),
        done.loader(),
        done.sequence());
    return new BatonException(
        Reason.TRY_AGAIN,
        "slot "
            + done.id()
            + " was taken from processor "
            + processor.name()
            + " while it was worked on, by nobody who may: its output does not count",
        "start it again under its name: it cuts its output where it was committed and goes on");
  }
}
