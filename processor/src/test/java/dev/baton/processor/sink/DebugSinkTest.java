package dev.baton.processor.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugSinkTest {
  private record Slot(String loader, long sequence, long offset, int attempts) implements Delivery {
    @Override
    public String processor() {
      return "p";
    }

    @Override
    public int slot() {
      return 5;
    }

    @Override
    public long generation() {
      return 1;
    }

    @Override
    public long length() {
      return 0;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"})
  void shouldAcceptWhatCountsRoundAndRound(String name) throws IOException {
    Dtype dtype = Dtype.parse(name);
    try (Sink sink = SinkFixture.open("debug:", dtype, 1, 0)) {
      long offset = 0;
      for (int sequence = 1; sequence < 20; sequence++) {
        int count = sequence * 1_009;
        deliver(sink, new Slot("load", sequence, offset, 0), counting(dtype, offset, count));
        offset += count;
      }
      assertEquals(-1, sink.position());
    }
  }

  @Test
  void shouldLookAtTheLowestEightBitsOnly() throws IOException {
    ByteBuffer values = SinkFixture.doubles(1, 258, -253, 4 + 256e12, 5 + 65536);
    try (Sink sink = SinkFixture.open("debug:", Dtype.F8, 1, 0)) {
      deliver(sink, new Slot("load", 1, 0, 0), values);
    }
    ByteBuffer longs = SinkFixture.longs(127 + (1L << 62), 1, 2 - 256);
    try (Sink sink = SinkFixture.open("debug:", Dtype.I8, 1, 0)) {
      deliver(sink, new Slot("load", 1, 126, 0), longs);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.5, 5, -3, 0, 128, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 3e-9})
  void shouldRefuseWhatDoesNotCountOn(double wrong) throws IOException {
    ByteBuffer values = counting(Dtype.F8, 100, 40_000);
    values.putDouble(8 * 30_129, wrong);
    try (Sink sink = SinkFixture.open("debug:", Dtype.F8, 1, 0)) {
      BatonException refusal =
          assertThrows(
              BatonException.class, () -> deliver(sink, new Slot("load", 9, 100, 0), values));
      assertEquals(Reason.BAD_DATA, refusal.reason());
      String number = Double.toString(wrong);
      String shown =
          number
              .replace("NaN", "nan")
              .replace("Infinity", "inf")
              .replace("E3", "e+3")
              .replace("1.0e", "1e")
              .replace("3.0E-9", "3e-09");
      assertEquals(
          "debug: loader load, sequence 9, slot 5: element 30129, value 30229 of the loader's"
              + " stream: expected a whole number with 4 in its lowest 8 bits, found "
              + shown,
          refusal.getMessage());
    }
  }

  @Test
  void shouldRefuseSlotsThatComeTwiceOrBackwards() throws IOException {
    try (Sink sink = SinkFixture.open("debug:", Dtype.F4, 1, 0)) {
      deliver(sink, new Slot("a", 3, 0, 0), counting(Dtype.F4, 0, 10));
      deliver(sink, new Slot("b", 1, 0, 0), counting(Dtype.F4, 0, 10));
      deliver(sink, new Slot("a", 5, 30, 0), counting(Dtype.F4, 30, 10));
      deliver(sink, new Slot("a", 4, 10, 1), counting(Dtype.F4, 10, 20));
      Slot again = new Slot("a", 5, 30, 0);
      BatonException refusal = assertThrows(BatonException.class, () -> sink.begin(again));
      assertTrue(refusal.getMessage().contains("expected a slot behind number 5"));
      sink.rollback();
      deliver(sink, new Slot("a", 6, 40, 0), counting(Dtype.F4, 40, 10));
    }
  }

  @Test
  void shouldTakeASlotThatWasGivenBackOnceMore() throws IOException {
    try (Sink sink = SinkFixture.open("debug:", Dtype.F4, 1, 0)) {
      Slot slot = new Slot("a", 3, 0, 0);
      sink.begin(slot);
      sink.write(counting(Dtype.F4, 0, 5));
      sink.rollback();
      deliver(sink, slot, counting(Dtype.F4, 0, 10));
    }
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    for (String spec : new String[] {"debug:x", "debug:?end=5"}) {
      assertThrows(BatonException.class, () -> SinkFixture.open(spec, Dtype.F4, 1, 0));
    }
    assertThrows(BatonException.class, () -> SinkFixture.open("debug:", Dtype.parse("V4"), 1, 0));
  }

  private static void deliver(Sink sink, Delivery slot, ByteBuffer elements) throws IOException {
    sink.begin(slot);
    sink.write(elements);
    sink.end();
  }

  private static ByteBuffer counting(Dtype dtype, long offset, int count) {
    ByteBuffer elements = SinkFixture.buffer(count * dtype.itemSize());
    for (int i = 0; i < count; i++) {
      int number = (int) ((offset + i) % 127) + 1;
      switch (dtype.itemSize()) {
        case 1 -> elements.put((byte) number);
        case 2 -> elements.putShort((short) number);
        case 4 -> {
          boolean isFloat = dtype.equals(Dtype.F4);
          elements.putInt(isFloat ? Float.floatToRawIntBits(number) : number);
        }
        default -> {
          boolean isDouble = dtype.equals(Dtype.F8);
          elements.putLong(isDouble ? Double.doubleToRawLongBits(number) : number);
        }
      }
    }
    return elements.flip();
  }
}
