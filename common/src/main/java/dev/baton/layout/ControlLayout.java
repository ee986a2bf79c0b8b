package dev.baton.layout;

/**
 * The regions of {@code control.dat}.
 *
 * <pre>
 *      0 +-----------------------------------------+
 *        | header                                  |   HeaderLayout
 *   4096 +-----------------------------------------+
 *        | member table, MEMBERS records           |   MemberLayout
 * 200704 +-----------------------------------------+
 *        | slot headers, one a slot                |   SlotLayout
 *        +-----------------------------------------+
 * </pre>
 */
public final class ControlLayout {
  /** Records in the member table. */
  public static final int MEMBERS = 128;

  /** The most slots a channel can have: keeps {@code control.dat} at 16 MiB. */
  public static final int MAX_SLOTS = 65_536;

  /** Where the member table starts. */
  public static final int MEMBER_TABLE = HeaderLayout.SIZE;

  /** Where the slot headers start. */
  public static final int SLOT_HEADERS = MEMBER_TABLE + MEMBERS * MemberLayout.SIZE;

  private ControlLayout() {}

  /** Offset of a member's record. */
  public static int member(int index) {
    return MEMBER_TABLE + checked(index, MEMBERS, "member") * MemberLayout.SIZE;
  }

  /** Offset of a slot's header. */
  public static int slot(int slot) {
    return SLOT_HEADERS + checked(slot, MAX_SLOTS, "slot") * SlotLayout.SIZE;
  }

  /** Offset of the bail record that a ticket names. */
  public static int bailRecord(int ticket) {
    return HeaderLayout.BAIL_RECORD
        + Math.floorMod(ticket, HeaderLayout.BAIL_RECORDS) * BailLayout.SIZE;
  }

  /** Offset of the record of a so-manieth order. */
  public static int flowRecord(long count) {
    return HeaderLayout.FLOW_RECORD
        + (int) Math.floorMod(count, (long) HeaderLayout.FLOW_RECORDS) * BailLayout.SIZE;
  }

  /** Size of {@code control.dat}: whole pages, as mappings are. */
  public static int size(int slots) {
    return (int) SlotFileLayout.wholePages(SLOT_HEADERS + (long) slots * SlotLayout.SIZE);
  }

  private static int checked(int index, int count, String what) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(what + " " + index + " is not one of " + count);
    }
    return index;
  }
}
