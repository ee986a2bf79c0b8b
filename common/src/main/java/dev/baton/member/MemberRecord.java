package dev.baton.member;

import dev.baton.crash.CrashPoint;
import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.WordCheck;
import dev.baton.store.CheckWord;
import dev.baton.store.Words;

/**
 * One record of the member table. Whoever holds the member's lock may write it; everybody may read
 * it.
 *
 * <p>Reading allocates only for names.
 */
public final class MemberRecord {
  /** A note about no slot: no swap commits it, it is true as soon as it is valid. */
  private static final int NO_SLOT = -1;

  private static final long NO_NOTE = 0;

  /** While progress is wiped; nobody's. */
  private static final long NO_JOB = 0;

  private static final long VALUE_MASK = (1L << 56) - 1;

  private final int index;
  private final int base;
  private final Words words;

  /** The record at {@code index}, 0 to {@link ControlLayout#MEMBERS} - 1. */
  public MemberRecord(Words words, int index) {
    this.index = index;
    this.base = ControlLayout.member(index);
    this.words = words;
  }

  /** Its place in the table: the owner's number in slot words. */
  public int index() {
    return index;
  }

  /** Whether a member was ever here. Pairs with the release in {@link #register}. */
  public boolean isUsed() {
    return words.getIntAcquire(base + MemberLayout.ROLE) != Role.NONE.stored();
  }

  /** Loader or processor; {@link Role#NONE} for an unused record, DAMAGED for a damaged one. */
  public Role role() {
    return Role.ofStored(words.getIntAcquire(base + MemberLayout.ROLE));
  }

  /**
   * Where the member stands, by its own word; DAMAGED if that is none. Pairs with the release in
   * {@link #state(MemberState)}.
   */
  public MemberState state() {
    return MemberState.ofStored(words.getIntAcquire(base + MemberLayout.STATE));
  }

  /** The member's name; whoever acts on it asks {@link #isNameSound} first. */
  public String name() {
    return words.getText(base + MemberLayout.NAME, MemberLayout.NAME_BYTES);
  }

  /** Whether name and role are those that were registered. */
  public boolean isNameSound() {
    return words.getLong(base + MemberLayout.NAME_CHECK)
        == NameCheck.of(words, base + MemberLayout.NAME, role());
  }

  /** Whether the record's check is that of a name and a role. */
  boolean isRegisteredAs(String name, Role role) {
    return NameCheck.of(name, role) == words.getLong(base + MemberLayout.NAME_CHECK);
  }

  /** Writes name and role once more, with their check: as they were registered. */
  public void restoreName(String name, Role role) {
    words.putText(base + MemberLayout.NAME, MemberLayout.NAME_BYTES, name);
    words.putLong(base + MemberLayout.NAME_CHECK, NameCheck.of(name, role));
    words.putIntRelease(base + MemberLayout.ROLE, role.stored());
  }

  /**
   * Whether the last incarnation had this job. To be asked before {@link #isProgressSound}, so that
   * what was read is what is checked.
   */
  public boolean hadJob(long job) {
    return words.getLong(base + MemberLayout.JOB) == jobWord(job);
  }

  /** Whether the job, and the progress in it, are those that were written. */
  public boolean isProgressSound() {
    long job = words.getLong(base + MemberLayout.JOB);
    return job == NO_JOB
        || (WordCheck.isSound(job)
            && words.getLong(base + MemberLayout.COMMITTED_CHECK) == committedCheck());
  }

  /** How often a member of this name has attached. Pairs with the release in {@link #begin}. */
  public long incarnation() {
    return words.getLongAcquire(base + MemberLayout.INCARNATION);
  }

  /** The member's process ID in its own PID namespace; decides nothing. */
  public long pid() {
    return words.getLong(base + MemberLayout.PID);
  }

  /** When it attached last, ms since 1970. */
  public long attachedMillis() {
    return words.getLong(base + MemberLayout.ATTACHED_MILLIS);
  }

  /** When it left, ms since 1970; 0 while it has not. */
  public long leftMillis() {
    return words.getLong(base + MemberLayout.LEFT_MILLIS);
  }

  /**
   * How many tokens this incarnation has appended. Pairs with the release in {@link #news(long)}.
   */
  public long news() {
    return words.getLongAcquire(base + MemberLayout.NEWS);
  }

  /** What the work loop does. */
  public Activity activity() {
    return Activity.of(words.getIntAcquire(base + MemberLayout.ACTIVITY));
  }

  /** When it began doing that, on the monotonic clock, ns. */
  public long activityNanos() {
    return words.getLongOpaque(base + MemberLayout.ACTIVITY_NANOS);
  }

  /** A counter's value. */
  public long counter(Counter counter) {
    return words.getLongOpaque(counterOffset(counter));
  }

  /** How many hand-offs took from 2^bucket to 2^(bucket + 1) nanoseconds from publish to borrow. */
  public long handOffs(int bucket) {
    return words.getLongOpaque(base + MemberLayout.BUCKET + bucket * Long.BYTES);
  }

  /** Slots this member has published or released, all incarnations together. */
  public long committedSequence() {
    return words.getLong(base + MemberLayout.COMMITTED_SEQUENCE);
  }

  /** What {@link #committedSequence} was when the job began: the slots since are the job's. */
  public long jobSequence() {
    return words.getLong(base + MemberLayout.JOB_SEQUENCE);
  }

  /** Values this member has published or released in its job, all incarnations together. */
  public long committedOffset() {
    return words.getLong(base + MemberLayout.COMMITTED_OFFSET);
  }

  /** Bytes of output that stand for released slots; -1 if the sink cannot tell. */
  public long committedOutput() {
    return words.getLong(base + MemberLayout.COMMITTED_OUTPUT);
  }

  /** Where the source is to be read on; {@code which} is 0 to 3: source, offset, line, part. */
  public long committedPosition(int which) {
    return words.getLong(base + MemberLayout.COMMITTED_POSITION + which * Long.BYTES);
  }

  /**
   * Gives an unused record a name and a role, and takes away what is left of whoever was here
   * before. Role last: with it the record counts as used. The incarnation goes on, since somebody
   * may still follow the old member's.
   */
  void register(String name, Role role) {
    words.putIntRelease(base + MemberLayout.STATE, MemberState.UNUSED.stored());
    for (int offset = base + MemberLayout.INCARNATION + Long.BYTES;
        offset < base + MemberLayout.SIZE;
        offset += Long.BYTES) {
      words.putLong(offset, 0);
    }
    words.putText(base + MemberLayout.NAME, MemberLayout.NAME_BYTES, name);
    CrashPoint.NAME_HALF_REGISTERED.reached();
    words.putLong(base + MemberLayout.NAME_CHECK, NameCheck.of(name, role));
    words.putIntRelease(base + MemberLayout.ROLE, role.stored());
  }

  /** Gives up a record whose member is gone for good. */
  void clear() {
    words.putIntRelease(base + MemberLayout.ROLE, Role.NONE.stored());
  }

  /**
   * Starts an incarnation: readers of the previous one's outbox turn to the new one. Progress is
   * kept unless the last incarnation had another job; the sequence is kept always, since older
   * slots may still be ready.
   *
   * @param same what {@link #hadJob} said of this job before progress was found sound
   * @return whether the last incarnation came to the end of this very job
   */
  public boolean begin(long pid, long job, boolean same) {
    boolean done = same && state() == MemberState.ENDED;
    if (!same) {
      // Released: a death must not leave the old job with half of its progress.
      words.putLongRelease(base + MemberLayout.JOB, NO_JOB);
      for (int offset = base + MemberLayout.COMMITTED_OFFSET;
          offset < base + MemberLayout.COMMITTED_CHECK;
          offset += Long.BYTES) {
        words.putLong(offset, 0);
        CrashPoint.PROGRESS_HALF_WIPED.reached();
      }
      words.putLong(base + MemberLayout.JOB_SEQUENCE, committedSequence());
      words.putLong(base + MemberLayout.COMMITTED_CHECK, committedCheck());
    }
    words.putLong(base + MemberLayout.PID, pid);
    words.putLong(base + MemberLayout.ATTACHED_MILLIS, System.currentTimeMillis());
    words.putLong(base + MemberLayout.LEFT_MILLIS, 0);
    words.putLongRelease(base + MemberLayout.NEWS, 0);
    CrashPoint.NEWS_CLEARED.reached();
    words.putLongRelease(base + MemberLayout.INCARNATION, incarnation() + 1);
    CrashPoint.INCARNATION_RAISED.reached();
    activity(Activity.STARTING);
    words.putIntRelease(base + MemberLayout.STATE, MemberState.ATTACHED.stored());
    CrashPoint.RECORD_BEGUN.reached();
    // Last: a death must leave the new job neither with the old one's progress nor with its end.
    words.putLongRelease(base + MemberLayout.JOB, jobWord(job));
    CrashPoint.JOB_WRITTEN.reached();
    return done;
  }

  /** Says again that the member is attached, where that was damaged. */
  public void restoreAttached() {
    words.putIntRelease(base + MemberLayout.STATE, MemberState.ATTACHED.stored());
  }

  /**
   * Begins the job anew, as if nothing of it had been done; the sequence goes on. All of it or
   * nothing, also if this member dies on the way: it is a note that no slot holds back.
   */
  public void beginAnew() {
    for (int i = 0; i < MemberLayout.POSITION_LONGS; i++) {
      notePosition(i, 0);
    }
    note(NO_SLOT, 0, committedSequence(), 0, 0);
    commitNote();
  }

  /** Says that nothing more will come of this member, which has not left yet. */
  public void declareEnd() {
    words.putIntRelease(base + MemberLayout.STATE, MemberState.ENDED.stored());
  }

  /**
   * Says that the member has left, in that state. Everything it wrote before is seen by whoever
   * reads the state.
   */
  public void state(MemberState state) {
    words.putLong(base + MemberLayout.LEFT_MILLIS, System.currentTimeMillis());
    words.putIntRelease(base + MemberLayout.STATE, state.stored());
  }

  /** Says how many tokens have been appended. Whoever reads it finds them in the outbox. */
  public void news(long tokens) {
    words.putLongRelease(base + MemberLayout.NEWS, tokens);
  }

  /** Says what the work loop does from now on. */
  public void activity(Activity activity) {
    if (words.getInt(base + MemberLayout.ACTIVITY) != activity.code()) {
      activity(activity, System.nanoTime());
    }
  }

  /**
   * Says what the work loop does since a moment on the monotonic clock, ns, unless it did already.
   */
  public void activity(Activity activity, long since) {
    if (words.getInt(base + MemberLayout.ACTIVITY) != activity.code()) {
      words.putLongOpaque(base + MemberLayout.ACTIVITY_NANOS, since);
      words.putIntRelease(base + MemberLayout.ACTIVITY, activity.code());
    }
  }

  /** Says that the work loop has made a turn. */
  public void tick() {
    int offset = base + MemberLayout.TICKS;
    words.putLongOpaque(offset, words.getLong(offset) + 1);
  }

  /** Counts. */
  public void add(Counter counter, long delta) {
    int offset = counterOffset(counter);
    words.putLongOpaque(offset, words.getLong(offset) + delta);
  }

  /** Counts a hand-off that took so long from publish to borrow. */
  public void handOff(long nanos) {
    int bucket = nanos <= 1 ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int offset = base + MemberLayout.BUCKET + bucket * Long.BYTES;
    words.putLongOpaque(offset, words.getLong(offset) + 1);
    add(Counter.HAND_OFF_NANOS, Math.max(0, nanos));
  }

  /** The note before a publish or a release. Its check last; the swap that follows commits it. */
  public void note(int slot, long generation, long sequence, long offset, long output) {
    words.putLong(base + MemberLayout.NOTE_SLOT, slot);
    words.putLong(base + MemberLayout.NOTE_GENERATION, generation);
    CrashPoint.NOTE_HALF_WRITTEN.reached();
    words.putLong(base + MemberLayout.NOTE_SEQUENCE, sequence);
    words.putLong(base + MemberLayout.NOTE_OFFSET, offset);
    words.putLong(base + MemberLayout.NOTE_OUTPUT, output);
    words.putLongRelease(base + MemberLayout.NOTE_CHECK, noteCheck());
    CrashPoint.NOTE_WRITTEN.reached();
  }

  /** The source's position that the next note speaks of; {@code which} is 0 to 3. */
  public void notePosition(int which, long value) {
    words.putLong(base + MemberLayout.NOTE_POSITION + which * Long.BYTES, value);
  }

  /** Whether a note stands that no {@link #commitNote} or {@link #dropNote} has ended. */
  public boolean hasNote() {
    return words.getLongAcquire(base + MemberLayout.NOTE_CHECK) != NO_NOTE;
  }

  /** Whether the note that stands is the one that was written. */
  public boolean isNoteSound() {
    return words.getLongAcquire(base + MemberLayout.NOTE_CHECK) == noteCheck();
  }

  /** The slot that the note names. Not checked. */
  public long noteSlot() {
    return words.getLong(base + MemberLayout.NOTE_SLOT);
  }

  /** The generation that the note names. */
  public long noteGeneration() {
    return words.getLong(base + MemberLayout.NOTE_GENERATION);
  }

  /** What will have been committed if the note is. */
  Committed noted() {
    return Committed.read(words, base + MemberLayout.NOTE_SEQUENCE);
  }

  /** What has been committed, whatever the note says. */
  Committed committed() {
    return Committed.read(words, base + MemberLayout.COMMITTED_SEQUENCE);
  }

  /** The swap was made: what the note says is so. May be repeated after a death in the middle. */
  public void commitNote() {
    int from = base + MemberLayout.NOTE_SEQUENCE;
    int to = base + MemberLayout.COMMITTED_SEQUENCE;
    for (int i = 0; i < 3 + MemberLayout.POSITION_LONGS; i++) {
      words.putLong(to + i * Long.BYTES, words.getLong(from + i * Long.BYTES));
      if (i == 0) {
        CrashPoint.NOTE_HALF_COMMITTED.reached();
      }
    }
    if (noteSlot() == NO_SLOT) {
      words.putLong(base + MemberLayout.JOB_SEQUENCE, committedSequence());
    }
    words.putLong(base + MemberLayout.COMMITTED_CHECK, committedCheck());
    dropNote();
    CrashPoint.NOTE_COMMITTED.reached();
  }

  /** The swap was not made: the note says nothing. */
  public void dropNote() {
    words.putLongRelease(base + MemberLayout.NOTE_CHECK, NO_NOTE);
  }

  private static long jobWord(long job) {
    return WordCheck.of(job == NO_JOB ? 1 : job & VALUE_MASK);
  }

  /** The complement, so that zeros are no note. */
  private long noteCheck() {
    return ~CheckWord.of(words, base + MemberLayout.NOTE_SLOT, MemberLayout.NOTE_LONGS);
  }

  private long committedCheck() {
    return CheckWord.of(
        words, base + MemberLayout.COMMITTED_SEQUENCE, MemberLayout.COMMITTED_LONGS);
  }

  private int counterOffset(Counter counter) {
    return base + MemberLayout.COUNTER + counter.place() * Long.BYTES;
  }
}
