package dev.baton.text;

/**
 * How floating point numbers are laid out as text. Whole numbers of integer types look the same.
 */
public enum Look {
  /**
   * As NumPy and Python print them: {@code 1.0}, {@code 1e+16}, {@code 1.5e-05}, {@code nan},
   * {@code -inf}. Plain from 1e-4 up to below 1e16, always in the fewest digits.
   */
  NUMPY(-4, 16, 1),
  /**
   * As {@link Float#toString} and {@link Double#toString} print them since Java 19: {@code 1.0},
   * {@code 1.0E16}, {@code 1.5E-5}, {@code NaN}, {@code -Infinity}. Plain from 1e-3 up to below
   * 1e7.
   */
  JAVA(-3, 7, 2);

  /** The exponent of the first digit from which on a number is printed plain. */
  final int plainFrom;

  /** The exponent of the first digit up to which, not included, a number is printed plain. */
  final int plainTo;

  /** Java prints two digits where one would do but two come closer: {@code 4.9E-324}. */
  final int fewestDigits;

  Look(int plainFrom, int plainTo, int fewestDigits) {
    this.plainFrom = plainFrom;
    this.plainTo = plainTo;
    this.fewestDigits = fewestDigits;
  }
}
