package dev.baton.layout;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;

/**
 * What a channel's memory looks like, fixed when it is created.
 *
 * @param slots how many arrays, 1 to {@link ControlLayout#MAX_SLOTS}
 * @param slotLength elements of each, at least 1, a multiple of {@code rowLength}
 * @param dtype the elements' type
 * @param rowLength elements of a row; 1 for plain one-dimensional arrays
 */
public record Geometry(int slots, long slotLength, Dtype dtype, int rowLength) {
  /**
   * Checks the ranges.
   *
   * @throws BatonException {@link Reason#USAGE} if a channel cannot have this geometry
   */
  public Geometry {
    require(
        slots >= 1 && slots <= ControlLayout.MAX_SLOTS,
        "slots " + slots + ": expected 1 to " + ControlLayout.MAX_SLOTS,
        "choose fewer slots, or longer ones");
    require(
        rowLength >= 1,
        "row length " + rowLength + ": expected at least 1",
        "1 stands for plain one-dimensional arrays");
    long most = SlotFileLayout.MAX_BYTES / dtype.itemSize();
    require(
        slotLength >= 1 && slotLength <= most,
        "slot length " + slotLength + ": expected 1 to " + most + " elements of " + dtype,
        "one slot is limited to the "
            + SlotFileLayout.MAX_BYTES
            + " bytes that one ByteBuffer can address; use more slots");
    require(
        slotLength % rowLength == 0,
        "row length "
            + rowLength
            + ": expected the slot length "
            + slotLength
            + " a multiple of it",
        "a slot never splits a row: choose a slot length that is a multiple of " + rowLength);
  }

  /** Bytes of one slot's elements. */
  public long slotBytes() {
    return slotLength * dtype.itemSize();
  }

  /** Bytes of one slot's store: the header page and the elements, in whole pages. */
  public long slotFileBytes() {
    return SlotFileLayout.DATA + SlotFileLayout.wholePages(slotBytes());
  }

  /** Bytes of {@code control.dat} and all slots. */
  public long totalBytes() {
    return ControlLayout.size(slots) + slots * slotFileBytes();
  }

  /** For messages: {@code 8 slots of 1048576 x <f4}, with rows if there are any. */
  @Override
  public String toString() {
    String rows = rowLength == 1 ? "" : " in rows of " + rowLength;
    return slots + (slots == 1 ? " slot of " : " slots of ") + slotLength + " x " + dtype + rows;
  }

  private static void require(boolean holds, String problem, String hint) {
    if (!holds) {
      throw new BatonException(Reason.USAGE, problem, hint);
    }
  }
}
