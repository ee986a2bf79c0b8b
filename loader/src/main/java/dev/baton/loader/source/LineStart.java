package dev.baton.loader.source;

import dev.baton.text.Lines;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds out where in a file lines begin. */
final class LineStart {
  private static final int BLOCK_BYTES = 1 << 16;

  private LineStart() {}

  /**
   * The offset of the first line that begins at {@code offset} or behind it; the file's length if
   * none does. Moves the file's position.
   *
   * @throws IOException if reading fails
   */
  static long atOrBehind(FileInput file, long offset) throws IOException {
    if (offset == 0) {
      return 0;
    }
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    byte[] text = block.array();
    long at = offset - 1; // a line begins behind the end of another
    file.seek(at);
    boolean behindReturn = false;
    while (file.read(block.clear()) > 0) {
      int to = block.position();
      if (behindReturn) {
        return at + (text[0] == '\n' ? 1 : 0);
      }
      int end = Lines.end(text, 0, to);
      behindReturn = end + 1 == to && text[end] == '\r';
      if (end < to && !behindReturn) {
        return at + Lines.next(text, end, to);
      }
      at += to;
    }
    return at;
  }
}
