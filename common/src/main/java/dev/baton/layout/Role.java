package dev.baton.layout;

import java.util.List;
import java.util.Locale;

/** What a member does. The codes are part of the layout. */
public enum Role {
  /** An unused record. */
  NONE(0),
  /** Fills slots. */
  LOADER(1),
  /** Works on slots. */
  PROCESSOR(2),
  /** The record says nothing that anybody wrote: it was damaged. Never written. */
  DAMAGED(-1);

  private static final List<Role> BY_CODE = List.of(values());

  private final int code;

  Role(int code) {
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

  /** The word in names, logs and listings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands in a member record. One that differs in up to three bits is DAMAGED. */
  public static Role ofStored(int stored) {
    int code = stored & 0xFF;
    boolean known = code < BY_CODE.size() - 1 && stored == code * 0x0101_0101;
    return known ? BY_CODE.get(code) : DAMAGED;
  }
}
