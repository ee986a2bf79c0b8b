package dev.baton.array;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  static final List<Dtype> NUMBERS =
      List.of(
          Dtype.I1, Dtype.I2, Dtype.I4, Dtype.I8, Dtype.U1, Dtype.U2, Dtype.U4, Dtype.U8, Dtype.F4,
          Dtype.F8);

  @Test
  void shouldCopyElementsOfTheSameTypeAndOrder() {
    Conversion copy = Conversion.of("a.npy", Dtype.F4, LITTLE_ENDIAN, Dtype.F4);
    assertTrue(copy.isCopy());
    ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    ByteBuffer target = buffer(12);
    copy.convert(source, target, 0);
    assertEquals(8, source.position());
    assertEquals(8, target.position());
    assertEquals(0x0807_0605_0403_0201L, target.getLong(0));
    assertEquals(0, target.getInt(8));
  }

  @Test
  void shouldReverseTheBytesOfEachElement() {
    for (Dtype dtype : NUMBERS) {
      Conversion swap = Conversion.of("a.npy", dtype, BIG_ENDIAN, dtype);
      int size = dtype.itemSize();
      assertEquals(size == 1, swap.isCopy(), dtype.toString());
      ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
      ByteBuffer target = buffer(8);
      swap.convert(source, target, 0);
      for (int i = 0; i < 8; i++) {
        int mirrored = i - i % size + size - 1 - i % size;
        assertEquals(mirrored + 1, target.get(i), dtype + " byte " + i);
      }
    }
  }

  @Test
  void shouldCopyOpaqueRecordsWhateverTheOrder() {
    Dtype record = Dtype.parse("V3");
    Conversion copy = Conversion.of("a.npy", record, BIG_ENDIAN, record);
    assertTrue(copy.isCopy());
  }

  @ParameterizedTest
  @CsvSource({"V16,<f4", "<f4,V4", "V16,V8"})
  void shouldRefuseToMakeNumbersOfRecords(String from, String to) {
    BatonException refused =
        assertThrows(
            BatonException.class,
            () -> Conversion.of("a.npy", Dtype.parse(from), LITTLE_ENDIAN, Dtype.parse(to)));
    assertEquals(Reason.BAD_DATA, refused.reason());
    assertEquals(
        "a.npy: expected elements of the channel's dtype "
            + Dtype.parse(to)
            + ", found "
            + Dtype.parse(from),
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "<i2,<f4", "<u2,<f4", "<i4,<f8", "<u4,<f8", "<f4,<f8", "|u1,<i2", "|i1,<i8", "<u4,<i8",
    "|u1,<u8"
  })
  void shouldNotLookAtValuesWhereTheTypesGuaranteeSurvival(String from, String to) {
    assertTrue(Survival.isCertain(Dtype.parse(from), Dtype.parse(to)));
  }

  @ParameterizedTest
  @CsvSource({
    "<i4,<f4", "<i8,<f8", "<u8,<f8", "<f8,<f4", "<f4,<i8", "<i8,<i4", "|i1,<u8", "<u8,<i8",
    "<u2,<i2"
  })
  void shouldLookAtValuesWhereTheTypesGuaranteeNothing(String from, String to) {
    assertFalse(Survival.isCertain(Dtype.parse(from), Dtype.parse(to)));
  }

  @Test
  void shouldNameTheFirstElementThatDoesNotSurviveAndKeepThoseBeforeIt() {
    Conversion conversion = Conversion.of("a.npy", Dtype.F8, LITTLE_ENDIAN, Dtype.F4);
    ByteBuffer source = buffer(3000 * 8);
    for (int i = 0; i < 3000; i++) {
      source.putDouble(i * 8, i == 2500 ? 0.1 : i);
    }
    ByteBuffer target = buffer(3000 * 4);
    BatonException refused =
        assertThrows(BatonException.class, () -> conversion.convert(source, target, 1_000_000));
    assertEquals(
        "a.npy: element 1002500: expected a value that <f4 can hold, found 0.1 (<f8)",
        refused.getMessage());
    assertEquals(
        "create the channel with --dtype '<f8', or convert the file first", refused.hint());
    assertEquals(2500 * 4, target.position());
    assertEquals(2500 * 8, source.position());
    assertEquals(2499f, target.getFloat(2499 * 4));
  }

  @Test
  void shouldShowUnsignedValuesAsSuch() {
    Conversion conversion = Conversion.of("a", Dtype.U8, LITTLE_ENDIAN, Dtype.I8);
    ByteBuffer source = buffer(8).putLong(0, -1L);
    BatonException refused =
        assertThrows(BatonException.class, () -> conversion.convert(source, buffer(8), 0));
    assertTrue(refused.getMessage().contains("18446744073709551615"), refused.getMessage());
  }

  @Test
  void shouldAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    for (Dtype from : NUMBERS) {
      Conversion conversion = Conversion.of("a.npy", from, BIG_ENDIAN, Dtype.F8);
      ByteBuffer source = ByteBuffer.allocateDirect(8 << 10);
      ByteBuffer target = ByteBuffer.allocateDirect(64 << 10);
      conversion.convert(source, target, 0);
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 100; i++) {
        conversion.convert(source.clear(), target.clear(), 0);
      }
      assertEquals(0, threads.getThreadAllocatedBytes(self) - before, from.toString());
    }
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
