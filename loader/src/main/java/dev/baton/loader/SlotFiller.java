package dev.baton.loader;

import dev.baton.channel.SlotArray;
import dev.baton.io.Source;
import dev.baton.service.Pace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Fills a slot's array from a source, a piece at a time, so that whoever calls can look up in
 * between. With a step of 1 the source writes into the mapped memory itself; with a larger one,
 * every step-th element gets a value and the others keep what they hold, as in the seed program.
 */
final class SlotFiller {
  private static final int PIECE_BYTES = 1 << 20;

  private final Source source;
  private final int step;
  private final int itemSize;
  private final int rowLength;
  private final int pieceBytes;
  private final ByteBuffer values;
  private SlotArray array;
  private ByteBuffer bytes;
  private long filled;
  private long limit;

  /** For arrays with elements and rows of these sizes. */
  SlotFiller(Source source, Pace pace, int step, int itemSize, int rowLength) {
    this.source = source;
    this.step = step;
    this.itemSize = itemSize;
    this.rowLength = rowLength;
    int row = itemSize * rowLength;
    this.pieceBytes = Math.max(row, pace.pieceBytes(PIECE_BYTES, itemSize) / row * row);
    this.values =
        step == 1 ? null : ByteBuffer.allocateDirect(pieceBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many values a slot of a length takes. */
  static long values(long length, int step) {
    return (length + step - 1) / step;
  }

  /**
   * Goes on with a slot of which the first values are filled.
   *
   * @param mostValues how many it has at most then
   */
  void begin(SlotArray slot, long firstValues, long mostValues) {
    this.array = slot;
    this.bytes = slot.byteBuffer();
    this.filled = firstValues;
    this.limit = Math.min(mostValues, values(slot.length(), step));
  }

  /**
   * Fills the next piece, or what is missing of a row that was begun; what was filled before an
   * exception counts.
   */
  Source.Supply fill() throws IOException {
    int begun = step == 1 ? (int) (filled % rowLength) : 0;
    int most = begun == 0 ? pieceBytes : (rowLength - begun) * itemSize;
    int want = (int) Math.min(most, (limit - filled) * itemSize);
    ByteBuffer target = step == 1 ? bytes : values;
    int start = step == 1 ? (int) (filled * itemSize) : 0;
    target.limit(start + want).position(start);
    try {
      return source.fill(target);
    } finally {
      int got = (target.position() - start) / itemSize;
      if (step != 1) {
        scatter(got);
      }
      filled += got;
    }
  }

  /** Values filled so far. */
  long values() {
    return filled;
  }

  /** Whether no more fit, or are wanted. */
  boolean isFull() {
    return filled == limit;
  }

  /** The array's valid length: up to where the last value reaches. */
  long length() {
    return Math.min(array.length(), filled * step);
  }

  private void scatter(int count) {
    bytes.clear();
    for (int i = 0; i < count; i++) {
      long element = (filled + i) * step;
      bytes.put((int) (element * itemSize), values, i * itemSize, itemSize);
    }
  }
}
