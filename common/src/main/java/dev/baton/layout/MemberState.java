package dev.baton.layout;

import java.util.List;
import java.util.Locale;

/**
 * Where a member stands, by its own word. Whether an attached member is alive is told by its lock,
 * not by this. The codes are part of the layout.
 */
public enum MemberState {
  /** The record is not used. */
  UNUSED(0),
  /** Attached, and not left in order: alive, or dead. */
  ATTACHED(1),
  /** Left in order; a loader that left may come back with more data. */
  LEFT(2),
  /** A loader that has declared its end of data, or a processor that has seen the end of all. */
  ENDED(3),
  /** Died, and its slots have been taken back. */
  DEAD(4),
  /** The record says nothing that anybody wrote: it was damaged. Never written. */
  DAMAGED(-1);

  private static final List<MemberState> BY_CODE = List.of(values());

  private final int code;

  MemberState(int code) {
    this.code = code;
  }

  /** The code, without the redundancy that it has in the member record. */
  public int code() {
    return code;
  }

  /** As it stands in the member record: the code in each of four bytes. */
  public int stored() {
    return code * 0x0101_0101;
  }

  /** The word in messages and listings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands in a member record. One that differs in up to three bits is DAMAGED. */
  public static MemberState ofStored(int stored) {
    int code = stored & 0xFF;
    boolean known = code < BY_CODE.size() - 1 && stored == code * 0x0101_0101;
    return known ? BY_CODE.get(code) : DAMAGED;
  }
}
