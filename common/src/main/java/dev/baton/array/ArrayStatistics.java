package dev.baton.array;

import java.nio.ByteBuffer;

/**
 * What an array's numbers are like. Minimum, maximum, mean and deviation are those of the finite
 * ones. Allocates nothing after it was made.
 */
public final class ArrayStatistics {
  private static final int BLOCK = 1024;

  private final Dtype dtype;
  private final boolean isFloat;

  /** Turns the order of unsigned 64-bit numbers into that of signed ones. */
  private final long flip;

  private final double[] doubles = new double[BLOCK];
  private final long[] longs = new long[BLOCK];
  private final Moments moments = new Moments();
  private long nan;
  private long infinite;
  private double least;
  private double most;
  private long leastLong;
  private long mostLong;

  /** Integers are added as their distance from the first one, so that none loses digits. */
  private long pivot;

  /** For arrays of a numeric type. */
  public ArrayStatistics(Dtype dtype) {
    this.dtype = dtype;
    this.isFloat = dtype.kind() == Dtype.Kind.FLOAT;
    this.flip = dtype.equals(Dtype.U8) ? Long.MIN_VALUE : 0;
  }

  /** Begins anew. */
  public void clear() {
    moments.clear();
    nan = 0;
    infinite = 0;
    least = Double.POSITIVE_INFINITY;
    most = Double.NEGATIVE_INFINITY;
    leastLong = Long.MAX_VALUE;
    mostLong = Long.MIN_VALUE;
  }

  /** Adds all remaining elements and moves the position behind them. */
  public void add(ByteBuffer elements) {
    while (elements.hasRemaining()) {
      int count = Math.min(BLOCK, elements.remaining() / dtype.itemSize());
      int finite = isFloat ? readFloats(elements, count) : readIntegers(elements, count);
      if (finite > 0) {
        moments.add(doubles, finite);
      }
      elements.position(elements.position() + count * dtype.itemSize());
    }
  }

  private int readFloats(ByteBuffer elements, int count) {
    NumberReader.doubles(dtype, elements, elements.position(), doubles, count);
    int finite = 0;
    for (int i = 0; i < count; i++) {
      double value = doubles[i];
      if (Math.abs(value) <= Double.MAX_VALUE) {
        doubles[finite++] = value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      } else if (Double.isNaN(value)) {
        nan++;
      } else {
        infinite++;
      }
    }
    return finite;
  }

  private int readIntegers(ByteBuffer elements, int count) {
    NumberReader.longs(dtype, elements, elements.position(), longs, count);
    if (moments.count() == 0) {
      pivot = longs[0] ^ flip;
    }
    for (int i = 0; i < count; i++) {
      long value = longs[i] ^ flip;
      leastLong = Math.min(leastLong, value);
      mostLong = Math.max(mostLong, value);
      // The distance of two longs needs 64 bits without a sign.
      doubles[i] = value >= pivot ? unsigned(value - pivot) : -unsigned(pivot - value);
    }
    return count;
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1 | (value & 1)) * 2.0;
  }

  /** How many are not a number. */
  public long nan() {
    return nan;
  }

  /** How many are infinite. */
  public long infinite() {
    return infinite;
  }

  /** Whether there is any finite number: only then do the others below mean something. */
  public boolean hasFinite() {
    return moments.count() > 0;
  }

  /** Appends the least finite number as its dtype writes it. */
  public void appendLeast(StringBuilder text) {
    append(text, least, leastLong);
  }

  /** Appends the largest finite number as its dtype writes it. */
  public void appendMost(StringBuilder text) {
    append(text, most, mostLong);
  }

  private void append(StringBuilder text, double number, long integer) {
    if (isFloat && dtype.itemSize() == 4) {
      text.append((float) number);
    } else if (isFloat) {
      text.append(number);
    } else if (flip == 0) {
      text.append(integer);
    } else {
      text.append(Long.toUnsignedString(integer ^ flip));
    }
  }

  /** Mean of the finite numbers. */
  public double mean() {
    if (isFloat) {
      // Rounding may carry the mean of equal numbers past them.
      return Math.max(least, Math.min(most, moments.mean()));
    }
    return (flip == 0 ? pivot : unsigned(pivot ^ flip)) + moments.mean();
  }

  /** Standard deviation of the finite numbers, as of a whole population. */
  public double deviation() {
    return Math.min(moments.deviation(), Double.MAX_VALUE);
  }
}
