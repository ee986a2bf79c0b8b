package dev.baton.layout;

/**
 * One record of the member table in {@code control.dat}. Everything in it is written by the member
 * itself, or, after its death, by whoever holds its lock.
 *
 * <pre>
 *      0 +-----------------------------------------------------------------+
 *        | role, state, incarnation, name, pid, job, stamps                 |
 *    128 +-----------------------------------------------------------------+
 *        | note: what is about to be published or released                 |
 *    256 +-----------------------------------------------------------------+
 *        | committed: what was published or released last; activity        |
 *    384 +-----------------------------------------------------------------+
 *        | news: tokens appended; polled by all others                     |
 *    512 +-----------------------------------------------------------------+
 *        | counters, 64 of 8 bytes                                         |
 *   1024 +-----------------------------------------------------------------+
 *        | hand-off latency histogram, 64 buckets of 8 bytes               |
 *   1536 +-----------------------------------------------------------------+
 * </pre>
 */
public final class MemberLayout {
  public static final int NAME_BYTES = 64;

  /** Longs of a place in a source's input: source, offset, line, part. */
  public static final int POSITION_LONGS = 4;

  public static final int COUNTERS = 64;
  public static final int BUCKETS = 64;

  public static final Region REGION = new Region("member");
  public static final int ROLE =
      REGION.int32("role", "code of Role in each byte; 0 for an unused record");
  public static final int STATE = REGION.int32("state", "code of MemberState in each byte");
  public static final int INCARNATION =
      REGION.int64("incarnation", "how often somebody attached with this record");
  public static final int NAME = REGION.text("name", NAME_BYTES, "UTF-8, padded with zeros");
  public static final int PID =
      REGION.int64("pid", "for the reader of a listing only; decides nothing");
  public static final int ATTACHED_MILLIS =
      REGION.int64("attachedMillis", "wall clock, ms since 1970");
  public static final int JOB =
      REGION.int64("job", "WordCheck of a hash of what it was started to do");
  public static final int LEFT_MILLIS =
      REGION.int64("leftMillis", "wall clock, ms since 1970; 0 while attached");
  public static final int NAME_CHECK = REGION.int64("nameCheck", "of the name and the role");

  /** 0 while there is no note; written last, over {@link #NOTE_LONGS} words. */
  public static final int NOTE_CHECK =
      REGION.line().int64("noteCheck", "of the note; 0 while there is none");

  public static final int NOTE_SLOT =
      REGION.int64("noteSlot", "slot about to be published or released");
  public static final int NOTE_GENERATION = REGION.int64("noteGeneration", "its generation");
  public static final int NOTE_SEQUENCE =
      REGION.int64("noteSequence", "slots published or released, with this one");
  public static final int NOTE_OFFSET =
      REGION.int64("noteOffset", "values published or released, with this one");
  public static final int NOTE_OUTPUT =
      REGION.int64("noteOutput", "sink: bytes of output, with this one; -1 unknown");
  public static final int NOTE_POSITION =
      REGION.int64s("notePosition", POSITION_LONGS, "source: where to read on");
  public static final int NOTE_LONGS = 5 + POSITION_LONGS;

  public static final int COMMITTED_SEQUENCE =
      REGION.line().int64("committedSequence", "as noteSequence, once swapped");
  public static final int COMMITTED_OFFSET = REGION.int64("committedOffset", "as noteOffset");
  public static final int COMMITTED_OUTPUT = REGION.int64("committedOutput", "as noteOutput");
  public static final int COMMITTED_POSITION =
      REGION.int64s("committedPosition", POSITION_LONGS, "as notePosition");
  public static final int JOB_SEQUENCE =
      REGION.int64("jobSequence", "committedSequence when the job began");
  public static final int COMMITTED_CHECK =
      REGION.int64("committedCheck", "of all from committedSequence to jobSequence");
  public static final int COMMITTED_LONGS = 4 + POSITION_LONGS;

  public static final int ACTIVITY =
      REGION.int32("activity", "code of Activity: what the work loop does");
  public static final int ACTIVITY_RESERVED = REGION.int32("reserved", "zero");
  public static final int ACTIVITY_NANOS =
      REGION.int64("activityNanos", "monotonic clock at the activity's start, ns");
  public static final int TICKS = REGION.int64("ticks", "turns of the work loop");

  /** On a line of its own: all others look at it all the time. */
  public static final int NEWS = REGION.line().int64("news", "tokens appended in this incarnation");

  public static final int COUNTER =
      REGION.line().int64s("counters", COUNTERS, "by Counter's place");
  public static final int BUCKET =
      REGION.line().int64s("handOffBuckets", BUCKETS, "by log2 of the latency in ns");
  public static final int SIZE = REGION.line().size(1536);

  private MemberLayout() {}
}
