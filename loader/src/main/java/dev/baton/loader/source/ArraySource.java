package dev.baton.loader.source;

import dev.baton.array.Conversion;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Elements one behind the other in a file or a pipe: what a {@code .npy} file has behind its
 * header, and all of a raw file. Elements that need no conversion are read straight into the slot.
 *
 * <p>Positions are element indices. Nothing is allocated after the first fill.
 */
final class ArraySource implements Source {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PART_BYTES = 1 << 17;

  private final ByteInput input;
  private final Conversion conversion;
  private final ArrayExtent extent;
  private final int itemSize;

  /** The beginning of an element whose end is not there yet. */
  private final ByteBuffer partial;

  /** Elements to be converted; made when first needed. */
  private ByteBuffer pending;

  private long next;
  private boolean ended;

  /** The index behind the last element of the part that is being read; -1 if it is no part. */
  private long partEnd = -1;

  /**
   * @param input at the first byte of the first element that is read
   */
  ArraySource(ByteInput input, Conversion conversion, ArrayExtent extent) {
    this.input = input;
    this.conversion = conversion;
    this.extent = extent;
    this.itemSize = conversion.from().itemSize();
    this.next = extent.first();
    this.partial = ByteBuffer.allocate(itemSize);
  }

  /** One of several parts of a file's elements. */
  static ArraySource part(FileInput file, Shard shard, Conversion conversion, ArrayExtent whole) {
    ArrayExtent part = whole.part(shard);
    long from = part.offset(part.first());
    ByteInput input = new ShardInput(shard.name(file, from), file, from, part.offset(part.end()));
    return new ArraySource(input, conversion, part);
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    if (ended || !target.hasRemaining()) {
      return ended ? Supply.END : Supply.MORE;
    }
    if (conversion.isCopy()) {
      copy(target);
    } else {
      convert(target);
    }
    if (next == partEnd) {
      return Supply.END;
    }
    if (!ended && next == extent.end()) {
      ended = extent.endIsKnown() || isAtEnd();
    }
    return ended ? Supply.END : Supply.MORE;
  }

  private void copy(ByteBuffer target) throws IOException {
    int start = target.position();
    int limit = target.limit();
    target.limit(start + (int) Math.min(limit - start, bytesLeft()));
    target.put(partial.flip());
    partial.clear();
    try {
      read(target);
    } finally {
      keepWhole(target.limit(limit), start);
    }
    if (ended) {
      extent.checkEnd(input.name(), next, partial.position());
    }
  }

  private long bytesLeft() {
    return partEnd < 0 ? extent.bytesLeft(next) : (partEnd - next) * itemSize;
  }

  /** Takes back the bytes of an element that is not complete. */
  private void keepWhole(ByteBuffer target, int start) {
    int whole = (target.position() - start) / itemSize;
    int end = start + whole * itemSize;
    for (int i = end; i < target.position(); i++) {
      partial.put(target.get(i));
    }
    target.position(end);
    next += whole;
  }

  private void convert(ByteBuffer target) throws IOException {
    if (pending == null) {
      pending = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    }
    int before;
    do {
      refill();
      before = pending.position();
      try {
        conversion.convert(pending, target, next);
      } finally {
        next += (pending.position() - before) / itemSize;
      }
    } while (pending.position() > before);
    if (ended && pending.remaining() < itemSize) {
      extent.checkEnd(input.name(), next, pending.remaining());
    } else {
      ended = false;
    }
  }

  /** Reads on if less than an element is pending. */
  private void refill() throws IOException {
    if (pending.remaining() < itemSize) {
      pending.compact();
      long left = bytesLeft() - pending.position();
      pending.limit((int) Math.min(pending.capacity(), pending.position() + left));
      read(pending);
      pending.flip();
    }
  }

  /** Reads until there is no room, nothing there yet, or the end. */
  private void read(ByteBuffer into) throws IOException {
    int count = 1;
    while (count > 0 && into.hasRemaining()) {
      count = input.read(into);
    }
    ended |= count == ByteInput.END;
  }

  /** After the last element: true at the end, false if that is still to come. */
  private boolean isAtEnd() throws IOException {
    int count = input.read(partial.clear().limit(1));
    partial.clear();
    if (count > 0) {
      throw extent.tooLong(input.name());
    }
    return count == ByteInput.END;
  }

  @Override
  public void position(SourcePosition into) {
    into.offset = next;
  }

  @Override
  public void resume(SourcePosition from) throws IOException {
    if (from.offset < extent.first() || (extent.end() >= 0 && from.offset > extent.end())) {
      throw FileInput.notTheSame(
          input.name(),
          "expected more than " + from.offset + " elements to go on behind, found " + extent.end());
    }
    goTo(from.offset);
    partEnd = -1;
  }

  private void goTo(long element) throws IOException {
    input.seek(extent.offset(element));
    next = element;
    ended = false;
    partial.clear();
    if (pending != null) {
      pending.limit(0);
    }
  }

  /** Up to the last row but one: the last shows whether the end is what it should be. */
  @Override
  public boolean part(SourcePosition from, long to) throws IOException {
    long last = extent.end() - extent.rowLength();
    goTo(Math.min(from.offset, extent.end()));
    partEnd = Math.max(next, Math.min(to, last));
    return to < last;
  }

  @Override
  public long partLength() {
    long row = extent.rowLength();
    return Math.max(1, PART_BYTES / (itemSize * row)) * row;
  }

  /**
   * None where the end is not known: only who reads all in front of it finds it. And none where
   * nothing is converted: one thread copies as fast as memory is, straight into slots.
   */
  @Override
  public Source another() {
    ByteInput beside = extent.end() < 0 || conversion.isCopy() ? null : input.another();
    return beside == null ? null : new ArraySource(beside, conversion.another(), extent);
  }

  @Override
  public boolean isResumable() {
    return input.seekable();
  }

  @Override
  public int rowLength() {
    return extent.rowLength();
  }

  @Override
  public long size() {
    return input.size();
  }

  @Override
  public long consumed() {
    return input.consumed();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
