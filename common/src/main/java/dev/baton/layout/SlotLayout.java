package dev.baton.layout;

/**
 * One slot header in {@code control.dat}. The slot word is swapped; everything else is written by
 * the slot's owner only.
 *
 * <pre>
 *      0 +------------------------------------------------------------------------+
 *        | slot word | what publish writes, and its check | who holds it      |
 *    128 +------------------------------------------------------------------------+
 *        | tries: the last four times that processing failed                      |
 *    256 +------------------------------------------------------------------------+
 * </pre>
 */
public final class SlotLayout {
  /** How many failed tries a slot header remembers. */
  public static final int TRIES = 4;

  /** Longs of one of them: member, outcome, wall clock ms, incarnation. */
  public static final int TRY_LONGS = 4;

  public static final Region REGION = new Region("slot header");
  public static final int WORD =
      REGION.int64("word", "SlotWord: state, attempts, owner, generation");

  /** What publish writes: {@link #PUBLISHED_LONGS} words in a row, which {@link #CHECK} covers. */
  public static final int LOADER = REGION.int32("loader", "index of the loader's member record");

  public static final int CHECKSUM_KIND = REGION.int32("checksumKind", "0 none, 1 CRC32C");
  public static final int GENERATION = REGION.int64("generation", "the filling it speaks of");
  public static final int SEQUENCE =
      REGION.int64("sequence", "the loader's count of published slots, from 1");
  public static final int OFFSET =
      REGION.int64("offset", "index of the first value in the loader's stream");
  public static final int LENGTH = REGION.int64("length", "valid elements");
  public static final int CHECKSUM = REGION.int64("checksum", "of the valid elements");
  public static final int CLAIMED_NANOS = REGION.int64("claimedNanos", "monotonic clock, ns");
  public static final int PUBLISHED_NANOS = REGION.int64("publishedNanos", "monotonic clock, ns");
  public static final int POSITION =
      REGION.int64s("position", MemberLayout.POSITION_LONGS, "source: where the slot begins");
  public static final int CHECK = REGION.int64("check", "of all from loader to position");

  public static final int PUBLISHED_LONGS = (CHECK - LOADER) / Long.BYTES;

  public static final int BORROWED_NANOS = REGION.int64("borrowedNanos", "monotonic clock, ns");
  public static final int HOLDER =
      REGION.int32("holder", "index of the member that uses the array, plus one; 0 for none");
  public static final int HOLDER_RESERVED = REGION.int32("reserved", "zero");
  public static final int TRY =
      REGION
          .line()
          .int64s("tries", TRIES * TRY_LONGS, "each: member, outcome, wall clock ms, incarnation");
  public static final int SIZE = REGION.line().size(256);

  private SlotLayout() {}
}
