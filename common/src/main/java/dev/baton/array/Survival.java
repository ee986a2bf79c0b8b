package dev.baton.array;

/**
 * Which numbers survive a change of type. A number survives if the target type has a number equal
 * to it; NaN survives as NaN. So -0.0 survives as the integer 0.
 *
 * <p>The tests answer with the index of the first number that is lost, or with {@code count}.
 */
final class Survival {
  private Survival() {}

  /** Whether the types alone guarantee that every value survives. */
  static boolean isCertain(Dtype from, Dtype to) {
    if (from.kind() == Dtype.Kind.FLOAT) {
      return to.kind() == Dtype.Kind.FLOAT && to.itemSize() >= from.itemSize();
    }
    if (to.kind() == Dtype.Kind.FLOAT) {
      return magnitudeBits(from) <= significandBits(to);
    }
    boolean signFits = from.kind() == Dtype.Kind.UNSIGNED || to.kind() == Dtype.Kind.SIGNED;
    return signFits && magnitudeBits(to) >= magnitudeBits(from);
  }

  /**
   * Integers to an integer type of another range.
   *
   * @param unsigned whether a negative {@code long} stands for 2^63 and above
   */
  static int firstOutOfRange(long[] values, int count, boolean unsigned, Dtype to) {
    // As long as not both are u8, what fits into both types fits into a signed long.
    long least = unsigned || to.kind() == Dtype.Kind.UNSIGNED ? 0 : -1L << magnitudeBits(to);
    long most = magnitudeBits(to) >= 63 ? Long.MAX_VALUE : (1L << magnitudeBits(to)) - 1;
    for (int i = 0; i < count; i++) {
      if (values[i] < least || values[i] > most) {
        return i;
      }
    }
    return count;
  }

  /** Integers to a floating-point type: they survive if their significant bits fit into it. */
  static int firstInexact(long[] values, int count, boolean unsigned, Dtype to) {
    int room = significandBits(to);
    for (int i = 0; i < count; i++) {
      // abs(Long.MIN_VALUE) is its own negative, whose bits are right: 2^63.
      long magnitude = unsigned ? values[i] : Math.abs(values[i]);
      int outside = Long.numberOfLeadingZeros(magnitude) + Long.numberOfTrailingZeros(magnitude);
      if (64 - outside > room) {
        return i;
      }
    }
    return count;
  }

  /** {@code f8} to {@code f4}. */
  static int firstRounded(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      double value = values[i];
      if ((float) value != value && !Double.isNaN(value)) {
        return i;
      }
    }
    return count;
  }

  /** Floating-point numbers to an integer type: whole and in range; no NaN, no infinity. */
  static int firstNotWhole(double[] values, int count, Dtype to) {
    double end = Math.scalb(1.0, magnitudeBits(to));
    double least = to.kind() == Dtype.Kind.SIGNED ? -end : 0;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      boolean whole = Math.rint(value) == value;
      if (!whole || value < least || value >= end) {
        return i;
      }
    }
    return count;
  }

  /** Bits of an integer type without its sign. */
  private static int magnitudeBits(Dtype dtype) {
    return dtype.itemSize() * 8 - (dtype.kind() == Dtype.Kind.SIGNED ? 1 : 0);
  }

  private static int significandBits(Dtype dtype) {
    return dtype.itemSize() == 4 ? 24 : 53;
  }
}
