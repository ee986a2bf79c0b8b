package dev.baton.processor;

import dev.baton.channel.BorrowedSlot;
import dev.baton.crash.CrashPoint;
import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import dev.baton.service.Pace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Hands a slot's array to a sink, a piece at a time, so that whoever calls can look up in between.
 * With a step of 1 the sink reads the mapped memory itself; with a larger one it gets every step-th
 * element only, as in the seed program.
 */
final class SlotDelivery implements Delivery {
  private static final int PIECE_BYTES = 1 << 20;

  private final String processor;
  private final Sink sink;
  private final Pace pace;
  private final int step;
  private final int itemSize;
  private final int pieceBytes;
  private final ByteBuffer values;
  private BorrowedSlot slot;
  private ByteBuffer bytes;
  private long count;
  private long delivered;

  /** For arrays with elements and rows of these sizes. */
  SlotDelivery(String processor, Sink sink, Pace pace, int step, int itemSize, int rowLength) {
    this.processor = processor;
    this.sink = sink;
    this.step = step;
    this.itemSize = itemSize;
    int row = itemSize * rowLength;
    this.pace = pace;
    this.pieceBytes = Math.max(row, pace.pieceBytes(PIECE_BYTES, itemSize) / row * row);
    this.values =
        step == 1 ? null : ByteBuffer.allocateDirect(pieceBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Begins a slot. */
  void begin(BorrowedSlot borrowed) throws IOException {
    slot = borrowed;
    bytes = slot.array().byteBuffer();
    count = (slot.length() + step - 1) / step;
    delivered = 0;
    sink.begin(this);
  }

  /** Delivers the next piece; false if that was the last. */
  boolean deliver() throws IOException {
    int piece = (int) Math.min(pieceBytes / itemSize, count - delivered);
    if (piece > 0) {
      sink.write(step == 1 ? slice(piece) : gather(piece));
      CrashPoint.OUTPUT_PIECE_WRITTEN.reached();
      delivered += piece;
      pace.moved(piece);
    }
    return delivered < count;
  }

  @Override
  public int slot() {
    return slot.id();
  }

  @Override
  public long generation() {
    return slot.generation();
  }

  @Override
  public String processor() {
    return processor;
  }

  @Override
  public String loader() {
    return slot.loader();
  }

  @Override
  public long sequence() {
    return slot.sequence();
  }

  @Override
  public long offset() {
    return slot.offset();
  }

  @Override
  public long length() {
    return count;
  }

  @Override
  public int attempts() {
    return slot.attempts();
  }

  private ByteBuffer slice(int piece) {
    int start = (int) (delivered * itemSize);
    return bytes.limit(start + piece * itemSize).position(start);
  }

  private ByteBuffer gather(int piece) {
    for (int i = 0; i < piece; i++) {
      long element = (delivered + i) * step;
      values.put(i * itemSize, bytes, (int) (element * itemSize), itemSize);
    }
    return values.limit(piece * itemSize).position(0);
  }
}
