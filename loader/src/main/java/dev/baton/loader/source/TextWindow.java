package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The part of a text that is in memory: an array that slides along an input, and grows when a
 * single number or row does not fit. Used by one thread at a time.
 */
final class TextWindow {
  /** What {@link #read} answers when the window cannot grow any more. */
  static final int FULL = -2;

  /** Fits the second-level cache of a core, and is read from a file in some ten microseconds. */
  private static final int USUAL_BYTES = 1 << 17;

  /** So much is read at once where there is as much, with room behind for the rest of a line. */
  static final int PART_BYTES = USUAL_BYTES - (1 << 11);

  /** Enough to see the first line of most files, and cheap for a source that only stands by. */
  private static final int FIRST_BYTES = 1 << 12;

  /** The longest number, or row of a text with columns. */
  static final int MOST_BYTES = 1 << 24;

  private final ByteInput input;
  private ByteBuffer view = ByteBuffer.allocate(0);
  private byte[] bytes = view.array();
  private int end;
  private long offset;
  private boolean last;

  TextWindow(ByteInput input) {
    this(input, 0);
  }

  /**
   * @param offset where the input is, in the text
   */
  TextWindow(ByteInput input, long offset) {
    this.input = input;
    this.offset = offset;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the text in {@link #bytes} ends. */
  int end() {
    return end;
  }

  /** Whether the text ends there for good. */
  boolean isLast() {
    return last;
  }

  /** The offset in the text, in bytes, of the first byte of the window. */
  long offset() {
    return offset;
  }

  /**
   * Goes on at an offset: in the text that is here, if it is; if not, with an empty window.
   *
   * @return where the offset is, in {@link #bytes}
   */
  int seek(long to) throws IOException {
    if (to >= offset && to <= offset + end) {
      return (int) (to - offset);
    }
    input.seek(to);
    offset = to;
    end = 0;
    last = false;
    return 0;
  }

  /**
   * Drops what lies in front of {@code from}, which moves the rest to the beginning of the window.
   */
  void drop(int from) {
    if (from == 0) {
      return;
    }
    System.arraycopy(bytes, from, bytes, 0, end - from);
    end -= from;
    offset += from;
  }

  /**
   * Reads more text behind the end.
   *
   * @return how many bytes; 0 if none is there yet; {@link ByteInput#END}; or {@link #FULL}
   */
  int read() throws IOException {
    if ((end == bytes.length || isOutgrown()) && !grow()) {
      return FULL;
    }
    int limit = Math.min(bytes.length, end + USUAL_BYTES); // no more, however long a line was once
    int count = input.read(view.limit(limit).position(end));
    end += Math.max(0, count);
    last = count == ByteInput.END;
    return count;
  }

  /**
   * The refusal of a text that does not fit.
   *
   * @param expected what should stand there, in words
   */
  BatonException tooLong(long line, String expected) {
    return new BatonException(
        Reason.BAD_DATA,
        input.name()
            + ": line "
            + line
            + ": expected "
            + expected
            + ", found more than "
            + (MOST_BYTES >> 20)
            + " MiB without an end",
        "this is no text of numbers; is it compressed, or of another kind?");
  }

  /** Whether it is of the first size, and the text is known to go on behind that. */
  private boolean isOutgrown() {
    return bytes.length == FIRST_BYTES && offset + end >= FIRST_BYTES;
  }

  private boolean grow() {
    if (bytes.length == MOST_BYTES) {
      return false;
    }
    int length = bytes.length == 0 ? FIRST_BYTES : Math.max(USUAL_BYTES, 2 * bytes.length);
    view = ByteBuffer.allocate(length).put(bytes, 0, end);
    bytes = view.array();
    return true;
  }
}
