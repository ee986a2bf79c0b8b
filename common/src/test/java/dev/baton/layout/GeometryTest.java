package dev.baton.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class GeometryTest {
  @Test
  void shouldCountBytesOfTheLargestSlotWithoutOverflow() {
    Geometry largest = new Geometry(1, SlotFileLayout.MAX_BYTES, Dtype.U1, 1);

    assertEquals((1L << 31) - 8192, largest.slotBytes());
    assertEquals((1L << 31) - 4096, largest.slotFileBytes());
    assertTrue(largest.slotFileBytes() <= Integer.MAX_VALUE, "one ByteBuffer addresses it");
  }

  @Test
  void shouldCountBytesOfTheLargestChannelWithoutOverflow() {
    Geometry largest =
        new Geometry(ControlLayout.MAX_SLOTS, SlotFileLayout.MAX_BYTES / 8, Dtype.F8, 1);

    assertEquals(ControlLayout.size(65_536) + 65_536L * ((1L << 31) - 4096), largest.totalBytes());
  }

  @Test
  void shouldRefuseWhatOneBufferCannotAddressAndSayWhy() {
    BatonException refused =
        assertThrows(BatonException.class, () -> new Geometry(1, 1L << 29, Dtype.F4, 1));

    assertEquals(Reason.USAGE, refused.reason());
    assertEquals(
        "slot length 536870912: expected 1 to 536868864 elements of <f4", refused.getMessage());
    assertTrue(refused.hint().contains("ByteBuffer"), refused.hint());
  }

  @Test
  void shouldRefuseGeometriesThatNoChannelCanHave() {
    assertRefused(0, 1, 1);
    assertRefused(-1, 1, 1);
    assertRefused(ControlLayout.MAX_SLOTS + 1, 1, 1);
    assertRefused(1, 0, 1);
    assertRefused(1, -1, 1);
    assertRefused(1, Long.MAX_VALUE, 1);
    assertRefused(1, 10, 0);
    assertRefused(1, 10, -5);
    assertRefused(1, 10, 3);
    assertRefused(1, 10, 20);
  }

  @Test
  void shouldNameTheRowLengthThatLeavesNoSlotLength() {
    BatonException refused =
        assertThrows(BatonException.class, () -> new Geometry(1, 0, Dtype.F4, 0));

    assertEquals("row length 0: expected at least 1", refused.getMessage());
  }

  @Test
  void shouldSayItInWords() {
    assertEquals("8 slots of 12 x <f4", new Geometry(8, 12, Dtype.F4, 1).toString());
    assertEquals("1 slot of 12 x <f4", new Geometry(1, 12, Dtype.F4, 1).toString());
    assertEquals(
        "8 slots of 12 x |V16 in rows of 3",
        new Geometry(8, 12, Dtype.of(Dtype.Kind.VOID, 16), 3).toString());
  }

  private static void assertRefused(int slots, long slotLength, int rowLength) {
    BatonException refused =
        assertThrows(
            BatonException.class, () -> new Geometry(slots, slotLength, Dtype.F4, rowLength));
    assertEquals(Reason.USAGE, refused.reason());
  }
}
