package dev.baton.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * A text as words of eight bytes, the first byte lowest, from any place on: copied at once, for
 * loops over arrays of {@code long}s, which every Java from 17 on makes into vector instructions.
 * Keeps the text that it copied from last.
 */
final class TextWords {
  /** The text from each of its first bytes on. */
  private final LongBuffer[] views = new LongBuffer[Long.BYTES];

  private byte[] viewed;

  /** Copies the first {@code count} words from {@code at} on, all of them within the text. */
  void copy(byte[] text, int at, long[] words, int count) {
    if (text != viewed) {
      view(text);
    }
    views[at % Long.BYTES].get(at / Long.BYTES, words, 0, count);
  }

  private void view(byte[] text) {
    for (int i = 0; i < views.length; i++) {
      ByteBuffer rest = ByteBuffer.wrap(text, i, text.length - i);
      views[i] = rest.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }
    viewed = text;
  }
}
