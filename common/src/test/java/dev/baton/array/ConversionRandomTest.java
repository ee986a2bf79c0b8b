package dev.baton.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.baton.error.BatonException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * All pairs of numeric types with random and edge values, against a rule told in another way: exact
 * decimal arithmetic.
 */
class ConversionRandomTest {
  private static final long SEED = 20_261_122;
  private static final int ELEMENTS = 3_000;
  private static final double[] EDGES = {
    0.0,
    -0.0,
    1,
    -1,
    127,
    128,
    -128,
    -129,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    0x1p24,
    0x1p24 + 1,
    0x1p31,
    0x1p31 - 1,
    -0x1p31,
    -0x1p31 - 1,
    0x1p32,
    0x1p32 - 1,
    0x1p53,
    0x1p53 + 2,
    0x1p63,
    -0x1p63,
    0x1p64,
    0x1.fffffffffffffp63,
    0.5,
    -2.5,
    0.1,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    0x1p-149,
    0x1p-150,
    0x1p128,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };
  private static final long[] LONG_EDGES = {
    0,
    1,
    -1,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE + 1,
    1L << 53,
    (1L << 53) + 1,
    -(1L << 53) - 1,
    1L << 62,
    (1L << 24) + 1,
    (1L << 24) + 2,
    0xFFL,
    0xFFFFL,
    0xFFFF_FFFFL,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    -(1L << 40),
    0xFFFF_FFFF_FFFF_F800L
  };

  @Test
  void shouldLetExactlyTheValuesThroughThatAreEqualInTheTarget() {
    Random random = new Random(SEED);
    for (Dtype from : ConversionTest.NUMBERS) {
      for (Dtype to : ConversionTest.NUMBERS) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
          convertAll(from, order, to, random);
        }
      }
    }
  }

  /** Converts a file's worth of values, stepping over each one that is refused. */
  private static void convertAll(Dtype from, ByteOrder order, Dtype to, Random random) {
    ByteBuffer source = values(from, order, random);
    ByteBuffer target = ConversionTest.buffer(ELEMENTS * to.itemSize());
    Conversion conversion = Conversion.of("file", from, order, to);
    while (source.hasRemaining()) {
      int first = source.position() / from.itemSize();
      int start = target.position();
      boolean refused = false;
      try {
        conversion.convert(source, target, first);
      } catch (BatonException lost) {
        refused = true;
        assertRefused(lost, source, from, to);
      }
      int good = (target.position() - start) / to.itemSize();
      for (int i = 0; i < good; i++) {
        assertSurvived(source, first + i, from, target, start / to.itemSize() + i, to);
      }
      if (refused) {
        source.position(source.position() + from.itemSize());
      } else {
        assertEquals(0, source.remaining());
      }
    }
  }

  private static void assertRefused(BatonException lost, ByteBuffer source, Dtype from, Dtype to) {
    int index = source.position() / from.itemSize();
    Object value = value(source, index, from);
    if (survives(value, to)) {
      fail(from + " to " + to + ": refused " + value + ": " + lost.getMessage());
    }
    assertEquals(
        true, lost.getMessage().startsWith("file: element " + index + ": "), lost.getMessage());
  }

  private static void assertSurvived(
      ByteBuffer source, int index, Dtype from, ByteBuffer target, int at, Dtype to) {
    Object expected = value(source, index, from);
    Object found = value(target, at, to);
    boolean equal =
        expected instanceof BigDecimal number
            ? found instanceof BigDecimal other && number.compareTo(other) == 0
            : expected.equals(found);
    if (!equal) {
      fail(from + " to " + to + ": " + expected + " became " + found);
    }
  }

  private static boolean survives(Object value, Dtype to) {
    if (!(value instanceof BigDecimal number)) {
      return to.kind() == Dtype.Kind.FLOAT;
    }
    if (to.equals(Dtype.F4) || to.equals(Dtype.F8)) {
      double nearest =
          to.equals(Dtype.F4)
              ? Float.parseFloat(number.toString())
              : Double.parseDouble(number.toString());
      return !Double.isInfinite(nearest) && new BigDecimal(nearest).compareTo(number) == 0;
    }
    int bits = to.itemSize() * 8 - (to.kind() == Dtype.Kind.SIGNED ? 1 : 0);
    BigDecimal end = BigDecimal.valueOf(2).pow(bits);
    BigDecimal least = to.kind() == Dtype.Kind.SIGNED ? end.negate() : BigDecimal.ZERO;
    return number.stripTrailingZeros().scale() <= 0
        && number.compareTo(least) >= 0
        && number.compareTo(end) < 0;
  }

  /** An element as an exact number, or as the Double NaN or infinity that it is. */
  private static Object value(ByteBuffer buffer, int index, Dtype dtype) {
    int at = index * dtype.itemSize();
    if (dtype.kind() == Dtype.Kind.FLOAT) {
      double value = dtype.itemSize() == 4 ? buffer.getFloat(at) : buffer.getDouble(at);
      return Double.isFinite(value) ? (Object) new BigDecimal(value) : (Object) value;
    }
    long bits =
        switch (dtype.itemSize()) {
          case 1 -> buffer.get(at);
          case 2 -> buffer.getShort(at);
          case 4 -> buffer.getInt(at);
          default -> buffer.getLong(at);
        };
    if (dtype.kind() == Dtype.Kind.SIGNED) {
      return BigDecimal.valueOf(bits);
    }
    long low = dtype.itemSize() == 8 ? bits : bits & ((1L << (dtype.itemSize() * 8)) - 1);
    return new BigDecimal(Long.toUnsignedString(low));
  }

  /** Mostly small values that survive anywhere, some edges, some random bits. */
  private static ByteBuffer values(Dtype dtype, ByteOrder order, Random random) {
    ByteBuffer buffer = ByteBuffer.allocate(ELEMENTS * dtype.itemSize()).order(order);
    while (buffer.hasRemaining()) {
      int dice = random.nextInt(100);
      if (dtype.kind() == Dtype.Kind.FLOAT) {
        double value =
            dice < 90
                ? random.nextInt(100)
                : dice < 97
                    ? EDGES[random.nextInt(EDGES.length)]
                    : Double.longBitsToDouble(random.nextLong());
        put(buffer, dtype, value);
      } else {
        long value =
            dice < 90
                ? random.nextInt(100)
                : dice < 97 ? LONG_EDGES[random.nextInt(LONG_EDGES.length)] : random.nextLong();
        put(buffer, dtype, value);
      }
    }
    return buffer.flip();
  }

  private static void put(ByteBuffer buffer, Dtype dtype, double value) {
    if (dtype.itemSize() == 4) {
      buffer.putFloat((float) value);
    } else {
      buffer.putDouble(value);
    }
  }

  private static void put(ByteBuffer buffer, Dtype dtype, long value) {
    switch (dtype.itemSize()) {
      case 1 -> buffer.put((byte) value);
      case 2 -> buffer.putShort((short) value);
      case 4 -> buffer.putInt((int) value);
      default -> buffer.putLong(value);
    }
  }
}
