package dev.baton.layout;

/**
 * One slot header in {@code control.dat}. The slot word is swapped; everything else is written by
 * the slot's owner only.
 *
 * <pre>
 *      0 +------------------------------------------------------------------------+
 *        | slot word | since when | who holds it | what a hand-off reads, its check |
 *     64 +------------------------------------------------------------------------+
 *        | what publish writes besides, and its check                             |
 *    128 +------------------------------------------------------------------------+
 *        | tries: the last four times that processing failed                      |
 *    256 +------------------------------------------------------------------------+
 * </pre>
 *
 * Whoever waits looks at the word all the time, so its cache line goes from core to core with every
 * hand-off. All that a hand-off reads and writes is in that one line, of 64 bytes; the next one
 * stays with the loader unless somebody asks for the array's checksum or its place in the source.
 */
public final class SlotLayout {
  /** How many failed tries a slot header remembers. */
  public static final int TRIES = 4;

  /** Longs of one of them: member, outcome, wall clock ms, incarnation. */
  public static final int TRY_LONGS = 4;

  public static final Region REGION = new Region("slot header");
  public static final int WORD =
      REGION.int64("word", "SlotWord: state, attempts, owner, generation");

  public static final int SINCE_NANOS =
      REGION.int64("sinceNanos", "monotonic clock when it was claimed, made ready or borrowed, ns");
  public static final int HOLDER =
      REGION.int32("holder", "index of the member that uses the array, plus one; 0 for none");

  /** What publish writes, from here to {@link #CHECK}. */
  public static final int FILLED_BY =
      REGION.int32("filledBy", "FilledBy: the loader's member record, and the checksum's kind");

  public static final int GENERATION = REGION.int64("generation", "the filling it speaks of");
  public static final int SEQUENCE =
      REGION.int64("sequence", "the loader's count of published slots, from 1");
  public static final int OFFSET =
      REGION.int64("offset", "index of the first value in the loader's stream");
  public static final int LENGTH = REGION.int64("length", "valid elements");
  public static final int CHECK = REGION.int64("check", "of all from filledBy to length");

  public static final int CHECKSUM = REGION.int64("checksum", "of the valid elements");
  public static final int POSITION =
      REGION.int64s("position", MemberLayout.POSITION_LONGS, "source: where the slot begins");
  public static final int ORIGIN_CHECK =
      REGION.int64("originCheck", "of checksum, position and generation");

  public static final int TRY =
      REGION
          .line()
          .int64s("tries", TRIES * TRY_LONGS, "each: member, outcome, wall clock ms, incarnation");
  public static final int SIZE = REGION.line().size(256);

  private SlotLayout() {}
}
