package dev.baton.channel;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.exchange.Exchange;
import dev.baton.exchange.TokenKind;
import dev.baton.layout.Activity;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.layout.TryOutcome;
import dev.baton.member.MemberRecord;
import dev.baton.store.Words;

/**
 * A member that works on slots: borrows a ready one, works on its array in place, releases it.
 *
 * <p>Each slot goes to exactly one processor. Slots of one loader are borrowed in that loader's
 * order; those tried before come first. One thread at a time. In the steady state nothing is
 * allocated.
 */
public final class Processor implements AutoCloseable {
  /** So long after a release {@link #borrow(IdleStrategy)} listens to no loader's token. */
  private static final long BRIEFLY_NANOS = 2_000;

  private final Attachment attachment;
  private final Exchange exchange;
  private final MemberRecord record;
  private final Words words;
  private final ReadySlots ready;
  private final BorrowedSlot[] slots;
  private final News news;
  private final DamagedSlots damaged;
  private final Completion completion;
  private final LookInterval interval = new LookInterval();
  private long now; // when this turn of the work loop began: one look at the clock for all of it
  private long released = System.nanoTime(); // the last time
  private boolean lookDue = true;
  private boolean ended;
  private boolean closed;

  Processor(Attachment attachment) {
    this.attachment = attachment;
    this.exchange = attachment.exchange();
    this.record = attachment.record();
    this.words = attachment.view().words();
    int count = geometry().slots();
    this.slots = new BorrowedSlot[count];
    this.news = attachment.news();
    this.ready =
        new ReadySlots(words, exchange, attachment.table(), news, count, this::borrowReady);
    this.completion = new Completion(attachment.table(), exchange, count);
    this.damaged = new DamagedSlots(words, exchange, attachment.table(), record, count);
  }

  /** The member's name. */
  public String name() {
    return attachment.name();
  }

  String nameOf(int member) {
    return attachment.table().nameOf(attachment.directory(), member);
  }

  /** What the channel's memory looks like. */
  public Geometry geometry() {
    return attachment.geometry();
  }

  /** The member's own record, for counting what only its owner knows. */
  public MemberRecord record() {
    return record;
  }

  /**
   * Borrows a ready slot if there is one.
   *
   * @return the slot, to be released or requeued; null if none is ready now, or in a pause
   */
  public BorrowedSlot poll() {
    return poll(System.nanoTime(), false);
  }

  /** With {@code briefly} of what is new only the slot next in order counts. */
  private BorrowedSlot poll(long at, boolean briefly) {
    requireOpen();
    now = at;
    if (attachment.isPaused()) {
      attachment.reclaimIfDue(now);
      return null;
    }
    BorrowedSlot slot;
    do {
      if (lookDue) {
        look();
        now = System.nanoTime();
      }
      slot = ready.next(briefly);
      lookDue = slot == null && isLookDue();
    } while (lookDue);
    return slot;
  }

  /**
   * Borrows a ready slot, waiting for one, and for the end of a pause.
   *
   * @return the slot, to be released or requeued; null at the end of data, or when the channel has
   *     been drained: ask {@link #isEnd}
   * @throws BatonException {@code UNAVAILABLE} as soon as everybody is asked to stop
   */
  public BorrowedSlot borrow(IdleStrategy idle) {
    long start = 0;
    while (true) {
      if (isBailed()) {
        throw attachment.bailed();
      }
      long at = System.nanoTime();
      BorrowedSlot slot = poll(at, at - released < BRIEFLY_NANOS);
      boolean over = slot == null && (isEnd() || isDrained());
      if (slot != null || over) {
        idle.reset();
        if (start != 0) {
          record.add(Counter.WAITING_NANOS, at - start);
        }
        return slot;
      }
      if (start == 0) {
        start = at;
      }
      waits();
      idle.idle();
    }
  }

  /**
   * Whether every loader that ever attached has ended, at least one has, and every slot is free. A
   * name that was registered for a loader that then could not attach does not count.
   */
  public boolean isEnd() {
    return completion.isEnd();
  }

  /**
   * Whether the channel is being drained and that is done: no loader is attached, and every slot is
   * free.
   */
  public boolean isDrained() {
    return attachment.isDraining() && completion.isDrained();
  }

  /**
   * Bytes of output that stand for slots released in this job so far; 0 at its beginning.
   *
   * @throws BatonException {@code BAD_DATA} if the count has been damaged
   */
  public long committedOutput() {
    long output = record.committedOutput();
    OwnRecord.requireSound(attachment.directory(), record);
    return output;
  }

  /**
   * Whether a processor of this name had seen the end of data in this very job before. Its output
   * is complete then: it {@link #end}s if there {@link #isEnd is no more}, or it starts another
   * after {@link #beginAnew}.
   */
  public boolean isDone() {
    return attachment.isDone();
  }

  /** Begins the job anew: {@link #committedOutput} is 0 again. Before anything is borrowed. */
  public void beginAnew() {
    attachment.beginAnew();
  }

  /**
   * Takes back the slots of members that died, if it is time to look for such again. Claiming,
   * borrowing and giving back do so by themselves; this is for whoever is long busy with one slot.
   */
  public void reclaimIfDue() {
    lookAfterOthers(System.nanoTime());
  }

  /**
   * Takes a slot out of the line whose word or header was damaged, for ever without an owner
   * otherwise: one that two looks, made with {@link #reclaimIfDue}, have found the same and unused.
   * Whether it has been processed already cannot be told, so it is not to be processed: {@link
   * SettingAside} keeps it.
   *
   * @return the slot, {@link BorrowedSlot#isDamaged damaged}, to be released; null if there is none
   *     now, or in a pause
   */
  public BorrowedSlot seize() {
    requireOpen();
    BorrowedSlot seized = null;
    while (seized == null && !attachment.isPaused()) {
      DamagedSlots.Found found = damaged.poll();
      if (found == null) {
        return null;
      }
      seized = seize(found);
    }
    return seized;
  }

  /** What looks for damaged slots. */
  DamagedSlots damaged() {
    return damaged;
  }

  private BorrowedSlot seize(DamagedSlots.Found found) {
    BorrowedSlot slot = slot(found.slot());
    long seized = damaged.seize(found);
    if (seized == SlotWord.EMPTY) {
      return null;
    }
    slot.seized(seized, found.damage());
    return slot;
  }

  /** Whether everybody was asked to stop since this processor attached. */
  public boolean isBailed() {
    return attachment.isBailed();
  }

  /** Says in the record that this processor waits for a ready slot, or in a pause for its end. */
  public void waits() {
    attachment.waits(Activity.WAITING_FOR_READY);
  }

  /** Asks everybody to stop at once. */
  public void bail(String reason) {
    attachment.bail(reason);
  }

  /** Who asked everybody to stop and why, as an exception to be thrown. */
  public BatonException bailed() {
    return attachment.bailed();
  }

  /** Says that this processor has seen the end of data and completed its output. */
  public void end() {
    ended = true;
  }

  /** Leaves. Slots still held are given back. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (attachment) {
      record.activity(Activity.STOPPING);
      for (BorrowedSlot slot : slots) {
        if (slot != null && slot.isHeld()) {
          slot.requeue(false);
          CrashPoint.CLOSE_HALF_REQUEUED.reached();
        }
      }
      record.state(ended ? MemberState.ENDED : MemberState.LEFT);
      CrashPoint.LEFT.reached();
    }
  }

  boolean release(BorrowedSlot slot, long output) {
    long generation = SlotWord.generation(slot.word());
    long sequence = record.committedSequence() + 1;
    long offset = OwnRecord.committedOffset(attachment.directory(), record);
    record.note(slot.id(), generation, sequence, offset + slot.length(), output);
    if (!exchange.release(slot.id(), slot.word())) {
      record.dropNote();
      record.add(Counter.SWAPS_LOST, 1);
      return false;
    }
    CrashPoint.RELEASE_SWAPPED.reached();
    record.commitNote();
    record.add(Counter.SLOTS_RELEASED, 1);
    record.add(Counter.ELEMENTS, slot.length());
    record.add(Counter.BYTES, slot.length() * geometry().dtype().itemSize());
    released = append(TokenKind.RELEASE, slot, slot.attempts());
    lookAfterOthers(released);
    return true;
  }

  boolean requeue(BorrowedSlot slot, boolean failed) {
    if (failed) {
      exchange
          .tries()
          .note(slot.id(), slot.word(), record.index(), record.incarnation(), TryOutcome.REFUSED);
      CrashPoint.TRY_NOTED.reached();
    }
    exchange.since(slot.id(), System.nanoTime());
    if (!exchange.requeue(slot.id(), slot.word(), failed)) {
      record.add(Counter.SWAPS_LOST, 1);
      return false;
    }
    CrashPoint.REQUEUE_SWAPPED.reached();
    news.miss(); // our own token does not come back to us
    record.add(Counter.SLOTS_REQUEUED, 1);
    append(TokenKind.REQUEUE, slot, slot.attempts() + (failed ? 1 : 0));
    return true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("processor " + name() + " is closed");
    }
  }

  /** Appends a token, and answers with its time on the monotonic clock. */
  private long append(TokenKind kind, BorrowedSlot slot, int attempts) {
    long now = System.nanoTime();
    attachment.append(
        kind, slot.id(), slot.generation(), slot.sequence(), slot.length(), attempts, now);
    return now;
  }

  private boolean isLookDue() {
    lookAfterOthers(now); // what it takes back counts as missed: our own tokens do
    return news.takeMissed() || interval.isOver(now);
  }

  private void lookAfterOthers(long now) {
    if (attachment.reclaimIfDue(now)) {
      damaged.look();
    }
  }

  private void look() {
    news.takeMissed(); // by whomever this processor began to follow just now, too
    record.add(Counter.SCANS, 1);
    ready.look();
  }

  private BorrowedSlot slot(int slot) {
    if (slots[slot] == null) {
      slots[slot] = new BorrowedSlot(this, attachment.table(), words, slot, attachment.array(slot));
    }
    return slots[slot];
  }

  /**
   * Everything that may fail comes before the swap: a slot that is taken has a holder to end it.
   */
  private BorrowedSlot borrowReady(int slot, long word) {
    if (!slot(slot).readHeader(SlotWord.generation(word))) {
      return null;
    }
    if (!exchange.borrow(slot, word, record.index())) {
      record.add(Counter.SWAPS_LOST, 1);
      return null;
    }
    CrashPoint.BORROW_SWAPPED.reached();
    exchange.since(slot, now);
    record.handOff(now - slots[slot].readyNanos());
    record.add(Counter.SLOTS_REDELIVERED, SlotWord.attempts(word) > 0 ? 1 : 0);
    record.activity(Activity.READING, now);
    record.tick();
    interval.reset();
    ready.follow(slot, slots[slot].loaderIndex(), slots[slot].sequence());
    slots[slot].borrowed(Exchange.taken(Transition.BORROW, word, record.index()));
    return slots[slot];
  }
}
