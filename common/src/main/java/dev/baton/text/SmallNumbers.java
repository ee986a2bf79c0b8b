package dev.baton.text;

import java.nio.charset.StandardCharsets;

/** The texts of 0 to 999, ready to be copied: by far the most frequent numbers in many arrays. */
final class SmallNumbers {
  /** How many there are. */
  static final int COUNT = 1_000;

  private static final int LENGTH_SHIFT = 56;

  private final long[] texts = new long[COUNT];

  /** All texts with an ending, of up to four bytes, appended to each. */
  SmallNumbers(String ending) {
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = (i + ending).getBytes(StandardCharsets.US_ASCII);
      for (int b = 0; b < bytes.length; b++) {
        texts[i] |= (long) bytes[b] << (8 * b);
      }
      texts[i] |= (long) bytes.length << LENGTH_SHIFT;
    }
  }

  /** Copies the text of a number; eight bytes may be overwritten. Returns the index behind it. */
  int put(byte[] text, int to, int number) {
    long bytes = texts[number];
    EightBytes.put(text, to, bytes);
    return to + (int) (bytes >>> LENGTH_SHIFT);
  }
}
