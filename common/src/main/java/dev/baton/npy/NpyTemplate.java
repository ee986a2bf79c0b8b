package dev.baton.npy;

import dev.baton.array.Dtype;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A {@code .npy} header of a fixed size for an array whose length changes: of a slot's file (one
 * page) or of a file that grows (128 bytes). All of it is constant but one field, the number of
 * rows, which stands left-aligned and padded with spaces at a place aligned to 8 bytes:
 *
 * <pre>
 *   0                                                            64       72       80       88
 *   \x93NUMPY 1 0 len {'descr': '&lt;f4', 'fortran_order': False, 'shape':  (1048576                 ,), }    \n
 *                                                                [ word 0 ][ word 1 ][ word 2 ]
 * </pre>
 *
 * <p>What a reader sees while the length is rewritten: words are stored whole, one after the other,
 * with release semantics, and in an order in which every state in between is a valid header.
 *
 * <ol>
 *   <li>As long as the number of rows stays below 100,000,000, one word changes: a reader finds the
 *       old length or the new one.
 *   <li>Above, words are blanked from the last on before those in front of them change: a length in
 *       between is the beginning of the old or the new number's digits, so never more than the
 *       larger of the two.
 *   <li>A writer that dies in the middle leaves one of these states.
 *   <li>A reader that does not read all words of a number of nine or more digits at one moment may
 *       combine words of the old and the new one. Who must be sure holds the slot.
 * </ol>
 *
 * <p>Format: NumPy's NEP 1, version 1.0. Immutable; any number of threads may use one template, for
 * different pages.
 */
public final class NpyTemplate {
  /** Bytes of the field that holds the number of rows: room for all of a long's 19 digits. */
  public static final int FIELD_BYTES = 24;

  private static final int WORD_BYTES = 8;

  /** Words of that field. */
  public static final int LENGTH_WORDS = FIELD_BYTES / WORD_BYTES;

  /** Magic, version and length field. */
  private static final int PREFIX_BYTES = 10;

  private static final long BLANK = 0x2020_2020_2020_2020L;

  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] constant;
  private final ByteBuffer words;
  private final int field;
  private final int dictEnd;
  private final int rowLength;

  /**
   * @param dtype of the elements
   * @param rowLength elements of a row; 1 gives the shape (n,), more the shape (n / rowLength,
   *     rowLength)
   * @param size bytes of the whole header: a multiple of 64, from 128 to 65,472
   */
  public NpyTemplate(Dtype dtype, int rowLength, int size) {
    if (size < 128 || size % 64 != 0 || size - PREFIX_BYTES > 0xFFFF || rowLength < 1) {
      throw new IllegalArgumentException("size " + size + ", rowLength " + rowLength);
    }
    String dict = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': ";
    this.field = alignUp(PREFIX_BYTES + dict.length() + 1);
    this.rowLength = rowLength;
    StringBuilder text = new StringBuilder("\u0093NUMPY\u0001\0");
    int dictBytes = size - PREFIX_BYTES;
    text.append((char) (dictBytes & 0xFF)).append((char) (dictBytes >>> 8));
    text.append(dict);
    pad(text, field - 1).append('(');
    pad(text, field + FIELD_BYTES).append(rowLength == 1 ? ",), }" : ", " + rowLength + "), }");
    this.dictEnd = alignUp(text.length());
    pad(text, size - 1).append('\n');
    this.constant = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    this.words = ByteBuffer.allocateDirect(size).put(constant).clear();
  }

  /** Bytes of the whole header: where the elements begin. */
  public int size() {
    return constant.length;
  }

  /** Index of the field that {@link #setLength} rewrites; {@link #FIELD_BYTES} long. */
  public int field() {
    return field;
  }

  /**
   * Writes the whole header, from index 0 of {@code page} on. Its position does not matter and does
   * not move; its limit is behind the header.
   *
   * @param page as for {@link #setLength}
   * @param elements as for {@link #setLength}
   */
  public void write(ByteBuffer page, long elements) {
    page.put(0, constant);
    setLength(page, elements);
  }

  /**
   * Rewrites the length. A no-op if it did not change; allocates nothing.
   *
   * @param page direct, and aligned to 8 bytes as every mapping is; its index 0 is the file's first
   *     byte; a header of this template stands in it
   * @param elements valid elements: at least 0, a multiple of the row length
   * @throws IllegalArgumentException if {@code elements} is no such number
   */
  public void setLength(ByteBuffer page, long elements) {
    if (elements < 0 || elements % rowLength != 0) {
      throw new IllegalArgumentException(elements + " elements in rows of " + rowLength);
    }
    while (step(page, elements / rowLength)) {}
  }

  /**
   * Whether a length stands in a page already: three words compared, where {@link #setLength} makes
   * digits first.
   *
   * @param page as for {@link #setLength}
   * @param words of the length, by {@link #lengthWords}
   */
  public boolean hasLength(ByteBuffer page, long[] words) {
    return load(page, 0) == words[0] && load(page, 1) == words[1] && load(page, 2) == words[2];
  }

  /**
   * Has the lines that {@link #hasLength} and {@link #mend} look at brought to this core, and waits
   * for none: for whoever will look at them soon. To be in order with later reads, as acquire asks
   * for, keeps a compiler from leaving out what is read for nothing.
   *
   * @param page as for {@link #setLength}
   */
  public void fetch(ByteBuffer page) {
    WORD.getAcquire(page, 0);
    WORD.getAcquire(page, field);
  }

  /**
   * The words that stand for a length, for {@link #hasLength}.
   *
   * @param elements as for {@link #setLength}
   * @param into takes {@link #LENGTH_WORDS} words
   */
  public void lengthWords(long elements, long[] into) {
    long rows = elements / rowLength;
    int digits = digits(rows);
    for (int word = 0; word < LENGTH_WORDS; word++) {
      into[word] = word(rows, digits, word);
    }
  }

  /**
   * Writes anew what is not as it was made, of what no length changes: words that are the same for
   * ever, so that whoever writes them, at any time, is in nobody's way.
   *
   * @param page as for {@link #setLength}
   * @param whole whether the padding is looked at too, which says nothing, but makes NumPy refuse
   *     the file if it is no padding; without it allocates nothing and reads two cache lines
   * @return the first byte of the first word that was damaged; -1 if none was
   */
  public int mend(ByteBuffer page, boolean whole) {
    int first = -1;
    for (int at = 0; at < (whole ? size() : dictEnd); at += WORD_BYTES) {
      boolean constant = at < field || at >= field + FIELD_BYTES;
      if (constant && (long) WORD.get(page, at) != (long) WORD.get(words, at)) {
        WORD.setRelease(page, at, (long) WORD.get(words, at));
        first = first < 0 ? at : first;
      }
    }
    return first;
  }

  /**
   * Stores one word on the way from the page's number to {@code rows}, such that the digits that
   * are left are the beginning of one of the two.
   *
   * @return whether a word was stored; false if the number already is {@code rows}
   */
  boolean step(ByteBuffer page, long rows) {
    int digits = digits(rows);
    int changed = 0;
    while (changed < LENGTH_WORDS && load(page, changed) == word(rows, digits, changed)) {
      changed++;
    }
    if (changed == LENGTH_WORDS) {
      return false;
    }
    for (int word = LENGTH_WORDS - 1; word > changed; word--) {
      if (load(page, word) != BLANK) {
        store(page, word, BLANK);
        return true;
      }
    }
    store(page, changed, word(rows, digits, changed));
    return true;
  }

  private long load(ByteBuffer page, int word) {
    return (long) WORD.get(page, field + word * WORD_BYTES);
  }

  /** Pairs with whatever reads the header, np.load for instance: the elements are there first. */
  private void store(ByteBuffer page, int word, long characters) {
    WORD.setRelease(page, field + word * WORD_BYTES, characters);
  }

  /** Eight characters of the padded number, the first in the lowest byte. */
  private static long word(long rows, int digits, int word) {
    long rest = rows;
    for (int i = digits; i > (word + 1) * WORD_BYTES; i--) {
      rest /= 10;
    }
    long characters = BLANK;
    for (int i = Math.min(digits, (word + 1) * WORD_BYTES) - 1; i >= word * WORD_BYTES; i--) {
      characters = characters << 8 | ('0' + rest % 10);
      rest /= 10;
    }
    return characters;
  }

  private static int digits(long rows) {
    int digits = 1;
    for (long rest = rows / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static int alignUp(int place) {
    return (place + WORD_BYTES - 1) & -WORD_BYTES;
  }

  private static StringBuilder pad(StringBuilder text, int length) {
    return text.append(" ".repeat(length - text.length()));
  }
}
