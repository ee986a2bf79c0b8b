package dev.baton.array;

/**
 * Mean and variance of a stream of finite numbers, block by block: within a block by two corrected
 * passes, between blocks by Chan, Golub and LeVeque's update ("Updating Formulae and a Pairwise
 * Algorithm for Computing Sample Variances", 1979). Sound where a sum of squares is not: for small
 * deviations from a large mean, and, since values are scaled by a power of two where their squares
 * would leave the range of double, for numbers of any size.
 */
final class Moments {
  /** Squares and their sums stay far inside the range of double up to here. */
  private static final int SAFE_EXPONENT = 400;

  private long count;

  /** Mean, in units of 2^{@link #exponent}. */
  private double mean;

  /** Sum of squared deviations from the mean, in units of 2^(2 * {@link #exponent}). */
  private double squares;

  private int exponent;

  void clear() {
    count = 0;
    mean = 0;
    squares = 0;
    exponent = 0;
  }

  /** How many numbers were added. */
  long count() {
    return count;
  }

  /** The mean; meaningless without numbers. */
  double mean() {
    return Math.scalb(mean, exponent);
  }

  /** The population's standard deviation; meaningless without numbers. */
  double deviation() {
    return Math.scalb(Math.sqrt(squares / count), exponent);
  }

  /**
   * Adds numbers.
   *
   * @param block finite; scaled in place if they are very large or small
   * @param n how many of them, at least 1
   */
  void add(double[] block, int n) {
    int scale = scale(block, n);
    double blockMean = sum(block, n) / n;
    double blockSquares = 0;
    double rest = 0;
    for (int i = 0; i < n; i++) {
      double deviation = block[i] - blockMean;
      blockSquares += deviation * deviation;
      rest += deviation;
    }
    // What rounding left of the deviations, which would sum to 0, corrects both.
    blockSquares -= rest * rest / n;
    merge(n, blockMean + rest / n, Math.max(blockSquares, 0), scale);
  }

  private void merge(int n, double blockMean, double blockSquares, int blockExponent) {
    boolean nothing = mean == 0 && squares == 0;
    boolean blockNothing = blockMean == 0 && blockSquares == 0;
    int common =
        nothing ? blockExponent : blockNothing ? exponent : Math.max(exponent, blockExponent);
    rescale(common);
    double otherMean = Math.scalb(blockMean, blockExponent - common);
    double otherSquares = Math.scalb(blockSquares, 2 * (blockExponent - common));
    double delta = otherMean - mean;
    double share = (double) n / (count + n);
    mean += delta * share;
    squares += otherSquares + delta * delta * count * share;
    count += n;
  }

  private void rescale(int to) {
    mean = Math.scalb(mean, exponent - to);
    squares = Math.scalb(squares, 2 * (exponent - to));
    exponent = to;
  }

  /** Brings numbers near 1 if their squares could overflow or vanish, and answers by how much. */
  private static int scale(double[] block, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(block[i]));
    }
    int scale = Math.getExponent(largest);
    if (largest == 0 || Math.abs(scale) <= SAFE_EXPONENT) {
      return 0;
    }
    for (int i = 0; i < n; i++) {
      block[i] = Math.scalb(block[i], -scale);
    }
    return scale;
  }

  /** Four sums, as one would wait for each addition before. */
  private static double sum(double[] block, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      a += block[i];
      b += block[i + 1];
      c += block[i + 2];
      d += block[i + 3];
    }
    for (; i < n; i++) {
      a += block[i];
    }
    return (a + b) + (c + d);
  }
}
