package dev.baton.channel;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.exchange.Exchange;
import dev.baton.exchange.SlotHeader;
import dev.baton.exchange.Token;
import dev.baton.exchange.TokenKind;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.FilledBy;
import dev.baton.layout.Geometry;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.layout.Transition;
import dev.baton.member.MemberRecord;
import dev.baton.store.Words;

/**
 * A member that fills slots: claims a free one, writes into its array, publishes it.
 *
 * <p>One thread at a time. In the steady state nothing is allocated.
 */
public final class Loader implements AutoCloseable {
  /** As many tokens as are read in a microsecond or two. */
  private static final int MOST_CLAIMED_AHEAD = 16;

  /** So long after a publish {@link #claim(IdleStrategy)} listens to no token. */
  private static final long BRIEFLY_NANOS = 2_000;

  private final Attachment attachment;
  private final Exchange exchange;
  private final MemberRecord record;
  private final Words words;
  private final FreeSlots free;
  private final ClaimedSlot[] slots;
  private final News news;
  private final Token token = new Token();
  private final LookInterval interval = new LookInterval();
  private final ArrayChecksum checksum = new ArrayChecksum();
  private boolean checksums;
  private int claimedAhead;
  private long now; // when this turn of the work loop began: one look at the clock for all of it
  private long published = System.nanoTime(); // the last time
  private boolean ended;
  private boolean closed;

  Loader(Attachment attachment) {
    this.attachment = attachment;
    this.exchange = attachment.exchange();
    this.record = attachment.record();
    this.words = attachment.view().words();
    int count = geometry().slots();
    this.free = new FreeSlots(count);
    this.slots = new ClaimedSlot[count];
    this.news = attachment.news();
    look();
  }

  /** The member's name. */
  public String name() {
    return attachment.name();
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
   * Claims a free slot if there is one.
   *
   * @return the slot, to be published or aborted; null if no slot is free now, or by an operator's
   *     order none may be claimed: ask {@link #isDraining}
   */
  public ClaimedSlot poll() {
    return poll(System.nanoTime(), false);
  }

  /** With {@code briefly} only the slot whose turn it is counts, unless others are known free. */
  private ClaimedSlot poll(long at, boolean briefly) {
    requireMayFill();
    now = at;
    if (!attachment.mayClaim()) {
      attachment.reclaimIfDue(now);
      return null;
    }
    if (free.isEmpty()) {
      ClaimedSlot ahead = claimAhead();
      if (ahead != null || (briefly && claimedAhead < MOST_CLAIMED_AHEAD)) {
        return ahead;
      }
      listen();
    }
    for (int slot = free.poll(); slot >= 0; slot = free.poll()) {
      ClaimedSlot claimed = claim(slot);
      if (claimed != null) {
        return claimed;
      }
    }
    return null;
  }

  /**
   * Claims a free slot, waiting for one, and for the end of a pause.
   *
   * @return the slot, to be published or aborted; null if the channel is being drained: this loader
   *     is to leave, and can go on from {@link #committedPosition} when it comes back
   * @throws BatonException {@code UNAVAILABLE} as soon as everybody is asked to stop
   */
  public ClaimedSlot claim(IdleStrategy idle) {
    long start = 0;
    while (true) {
      if (isBailed()) {
        throw attachment.bailed();
      }
      long at = System.nanoTime();
      ClaimedSlot slot = poll(at, at - published < BRIEFLY_NANOS);
      if (slot != null || isDraining()) {
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
   * Where a source is to be read on after what was committed; all zero at the beginning of a job.
   *
   * @throws BatonException {@code BAD_DATA} if it has been damaged
   */
  public SourcePosition committedPosition() {
    return OwnRecord.committedPosition(attachment.directory(), record);
  }

  /**
   * Values published in this job so far, by all incarnations of this loader.
   *
   * @throws BatonException {@code BAD_DATA} if the count has been damaged
   */
  public long committedValues() {
    return OwnRecord.committedOffset(attachment.directory(), record);
  }

  /**
   * Whether a loader of this name had come to the end of this very job before. Then nothing is left
   * to be published: it {@link #end}s, or it does all of it again after {@link #beginAnew}.
   */
  public boolean isDone() {
    return attachment.isDone();
  }

  /**
   * Begins the job anew: {@link #committedPosition} is all zero again. Before anything is claimed.
   */
  public void beginAnew() {
    attachment.beginAnew();
  }

  /**
   * Commits a position without a slot: the source has gone on, past an empty file for instance, and
   * all that it gave before is published. All of it or nothing, also if this member dies meanwhile.
   */
  public void moveOn(SourcePosition next) {
    requireMayFill();
    OwnRecord.moveOn(attachment.directory(), record, next);
  }

  /**
   * Takes back the slots of members that died, if it is time to look for such again. Claiming,
   * borrowing and giving back do so by themselves; this is for whoever is long busy with one slot.
   */
  public void reclaimIfDue() {
    attachment.reclaimIfDue(System.nanoTime());
  }

  /**
   * Publishes with a checksum of the elements from now on, or without: CRC32C, which a processor
   * compares with {@link BorrowedSlot#requireIntact}. Costs one more pass over the elements.
   */
  public void useChecksums(boolean use) {
    checksums = use;
  }

  /** Whether everybody was asked to stop since this loader attached. */
  public boolean isBailed() {
    return attachment.isBailed();
  }

  /**
   * Whether the channel is being drained: nothing can be claimed, and loaders are to publish or
   * abort what they hold, and leave.
   */
  public boolean isDraining() {
    return attachment.isDraining();
  }

  /** Says in the record that this loader waits for a free slot, or in a pause for its end. */
  public void waits() {
    attachment.waits(Activity.WAITING_FOR_FREE);
  }

  /** Asks everybody to stop at once. */
  public void bail(String reason) {
    attachment.bail(reason);
  }

  /** Who asked everybody to stop and why, as an exception to be thrown. */
  public BatonException bailed() {
    return attachment.bailed();
  }

  /**
   * Declares the end of data: all that was published will still be processed. Nothing can be
   * claimed after.
   *
   * @throws IllegalStateException if a slot is still held: it must be published or aborted first
   */
  public void end() {
    requireMayFill();
    for (ClaimedSlot slot : slots) {
      if (slot != null && slot.isHeld()) {
        throw new IllegalStateException(
            "end of data while slot " + slot.id() + " is held: publish or abort it first");
      }
    }
    attachment.append(TokenKind.END, 0, 0, record.committedSequence(), 0, 0, System.nanoTime());
    CrashPoint.END_TOLD.reached();
    ended = true;
    record.declareEnd();
    CrashPoint.END_DECLARED.reached();
  }

  /**
   * Leaves. Without {@link #end} the others wait for this loader to come back. Slots still held are
   * aborted.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (attachment) {
      record.activity(Activity.STOPPING);
      for (ClaimedSlot slot : slots) {
        if (slot != null && slot.isHeld()) {
          slot.abort();
          CrashPoint.CLOSE_HALF_ABORTED.reached();
        }
      }
      record.state(ended ? MemberState.ENDED : MemberState.LEFT);
      CrashPoint.LEFT.reached();
    }
  }

  boolean publish(ClaimedSlot slot, long length, long values, SourcePosition next) {
    int id = slot.id();
    int header = ControlLayout.slot(id);
    long generation = SlotWord.generation(slot.word());
    long sequence = record.committedSequence() + 1;
    long offset = record.committedOffset();
    OwnRecord.requireSound(attachment.directory(), record); // what is added to
    long sum = checksums ? checksum.of(slot.array(), length) : 0;
    published = System.nanoTime();
    // Always, and not only if LENGTH differs: who filled this slot last may have died in between.
    attachment.writeLength(id, length);
    CrashPoint.PUBLISH_LENGTH_WRITTEN.reached();
    OwnRecord.notePosition(record, next);
    record.note(id, generation, sequence, offset + values, 0);
    // Last, and nothing else up to the swap: so the slot's line is fetched from who looks at it
    // once.
    int kind = checksums ? FilledBy.CRC32C : FilledBy.NO_CHECKSUM;
    words.putInt(header + SlotLayout.FILLED_BY, FilledBy.of(record.index(), kind));
    words.putLong(header + SlotLayout.CHECKSUM, sum);
    words.putLongOpaque(header + SlotLayout.SEQUENCE, sequence);
    words.putLong(header + SlotLayout.OFFSET, offset);
    words.putLong(header + SlotLayout.LENGTH, length);
    exchange.since(id, published);
    for (int i = 0; i < 4; i++) {
      words.putLong(header + SlotLayout.POSITION + i * Long.BYTES, record.committedPosition(i));
    }
    SlotHeader.seal(words, id, generation);
    CrashPoint.PUBLISH_HEADER_WRITTEN.reached();
    if (!exchange.publish(id, slot.word())) {
      record.dropNote();
      record.add(Counter.SWAPS_LOST, 1);
      return false;
    }
    CrashPoint.PUBLISH_SWAPPED.reached();
    record.commitNote();
    record.add(Counter.SLOTS_PUBLISHED, 1);
    record.add(Counter.ELEMENTS, length);
    record.add(Counter.BYTES, length * geometry().dtype().itemSize());
    attachment.append(TokenKind.PUBLISH, id, generation, sequence, length, 0, published);
    attachment.mendHeader(id); // constant words: now that nobody waits for them
    attachment.reclaimIfDue(published);
    return true;
  }

  private void requireMayFill() {
    if (closed || ended) {
      throw new IllegalStateException(
          "loader " + name() + (closed ? " is closed" : " has declared its end of data"));
    }
  }

  boolean abort(ClaimedSlot slot) {
    boolean swapped = exchange.abort(slot.id(), slot.word());
    if (swapped) {
      CrashPoint.ABORT_SWAPPED.reached();
      free.add(slot.id());
      record.add(Counter.SLOTS_ABORTED, 1);
      attachment.append(
          TokenKind.ABORT, slot.id(), SlotWord.generation(slot.word()), 0, 0, 0, System.nanoTime());
    } else {
      record.add(Counter.SWAPS_LOST, 1);
    }
    return swapped;
  }

  /**
   * Everything that may fail comes before the swap: a slot that is taken has a holder to end it.
   */
  private ClaimedSlot claim(int slot) {
    long word = exchange.word(slot);
    if (!SlotWord.is(word, SlotState.FREE)) {
      return null;
    }
    if (slots[slot] == null) {
      slots[slot] = new ClaimedSlot(this, slot, attachment.array(slot));
    }
    if (!exchange.claim(slot, word, record.index())) {
      record.add(Counter.SWAPS_LOST, 1);
      return null;
    }
    CrashPoint.CLAIM_SWAPPED.reached();
    attachment.fetchHeader(slot);
    exchange.since(slot, now);
    record.activity(Activity.FILLING, now);
    record.tick();
    free.claimed(slot);
    interval.reset();
    slots[slot].claimed(Exchange.taken(Transition.CLAIM, word, record.index()));
    return slots[slot];
  }

  /**
   * Looks whether the slot whose turn it is has become free, at its word itself: that is seen
   * sooner than a token is read. Tokens are listened to while there is nothing to claim, and every
   * {@link #MOST_CLAIMED_AHEAD} slots if that is never so.
   */
  private ClaimedSlot claimAhead() {
    if (claimedAhead == MOST_CLAIMED_AHEAD) {
      return null;
    }
    ClaimedSlot claimed = claim(free.turn());
    claimedAhead += claimed == null ? 0 : 1;
    return claimed;
  }

  private void listen() {
    claimedAhead = 0;
    while (news.pollProcessors(token) || news.pollLoaders(token)) {
      boolean frees = token.kind() == TokenKind.RELEASE || token.kind() == TokenKind.ABORT;
      if (frees && token.slot() >= 0 && token.slot() < slots.length) {
        free.add(token.slot());
      }
    }
    attachment.reclaimIfDue(now);
    if (news.takeMissed() || (free.isEmpty() && interval.isOver(now))) {
      look();
    }
  }

  private void look() {
    record.add(Counter.SCANS, 1);
    for (int slot = 0; slot < slots.length; slot++) {
      if (SlotWord.is(exchange.word(slot), SlotState.FREE)) {
        free.add(slot);
      }
    }
  }
}
