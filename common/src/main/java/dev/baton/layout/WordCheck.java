package dev.baton.layout;

/**
 * Eight check bits inside a 64-bit word, over its other 56, so that a word that is swapped as a
 * whole tells by itself that something else than Baton has written to it.
 *
 * <pre>
 *  63                                    24 23     16 15               0
 * +----------------------------------------+---------+------------------+
 * | value, upper 40 bits                   | check   | value, lower 16  |
 * +----------------------------------------+---------+------------------+
 * </pre>
 *
 * <p>The code is Hsiao's (M. Y. Hsiao, "A Class of Optimal Minimum Odd-weight-column SEC-DED
 * Codes", IBM Journal of Research and Development 14, 1970): each value bit goes into three of the
 * check bits, no two bits into the same three. There are exactly 56 ways to choose three of eight.
 * So any two sound words differ in at least four bits: every flip of one, two or three bits is
 * found; of all other damage, 255 cases of 256. All zero is sound.
 */
public final class WordCheck {
  private static final int SHIFT = 16;
  private static final int BITS = 8;
  private static final long FIELD = 0xFFL << SHIFT;

  private static final long BIT_0 = bitsUnder(0);
  private static final long BIT_1 = bitsUnder(1);
  private static final long BIT_2 = bitsUnder(2);
  private static final long BIT_3 = bitsUnder(3);
  private static final long BIT_4 = bitsUnder(4);
  private static final long BIT_5 = bitsUnder(5);
  private static final long BIT_6 = bitsUnder(6);
  private static final long BIT_7 = bitsUnder(7);

  private WordCheck() {}

  /** The word with its check bits set, whatever stood in their place. */
  public static long seal(long word) {
    return (word & ~FIELD) | (check(word) << SHIFT);
  }

  /** Whether the check bits are those of the others. */
  public static boolean isSound(long word) {
    return check(word) == (word & FIELD) >>> SHIFT;
  }

  /** A word for a value of 56 bits. */
  public static long of(long value) {
    return seal((value & 0xFFFF) | ((value >>> SHIFT) << (SHIFT + BITS)));
  }

  /** The value of a word. */
  public static long value(long word) {
    return (word & 0xFFFF) | ((word >>> (SHIFT + BITS)) << SHIFT);
  }

  private static long check(long word) {
    return parity(word & BIT_0)
        | parity(word & BIT_1) << 1
        | parity(word & BIT_2) << 2
        | parity(word & BIT_3) << 3
        | parity(word & BIT_4) << 4
        | parity(word & BIT_5) << 5
        | parity(word & BIT_6) << 6
        | parity(word & BIT_7) << 7;
  }

  private static long parity(long bits) {
    return Long.bitCount(bits) & 1;
  }

  /** The value bits that go into a check bit. */
  private static long bitsUnder(int checkBit) {
    long bits = 0;
    int combination = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((1L << bit & FIELD) == 0) {
        do {
          combination++;
        } while (Integer.bitCount(combination) != 3);
        if ((combination >>> checkBit & 1) == 1) {
          bits |= 1L << bit;
        }
      }
    }
    return bits;
  }
}
