package dev.baton.loader.source;

import java.nio.ByteBuffer;

/**
 * The seed program's endless text: 1 to 127, a line each, round and round; 400 bytes a round.
 * Copied from a block of whole rounds.
 */
final class DebugInput implements ByteInput {
  /** The largest number; the next is 1 again. */
  static final int LARGEST = 127;

  /** Enough for copies to run at full speed, and little enough to stay in a core's cache. */
  private static final int ROUNDS = 164;

  /** Read at absolute places only, by several threads perhaps. */
  private final ByteBuffer block;

  private final int roundBytes;
  private final long end;
  private long offset;

  /**
   * @param end how many bytes there are in all, at least 0; {@link Long#MAX_VALUE} for no end
   */
  DebugInput(long end) {
    StringBuilder round = new StringBuilder();
    for (int number = 1; number <= LARGEST; number++) {
      round.append(number).append('\n');
    }
    this.roundBytes = round.length();
    this.block = ByteBuffer.allocateDirect(roundBytes * ROUNDS);
    for (int i = 0; i < block.capacity(); i++) {
      block.put(i, (byte) round.charAt(i % roundBytes));
    }
    this.end = end;
  }

  private DebugInput(ByteBuffer block, int roundBytes, long end) {
    this.block = block;
    this.roundBytes = roundBytes;
    this.end = end;
  }

  @Override
  public String name() {
    return "debug:";
  }

  @Override
  public int read(ByteBuffer target) {
    if (offset >= end) {
      return END;
    }
    int from = (int) (offset % roundBytes);
    int room = Math.min(target.remaining(), block.capacity() - from);
    int count = (int) Math.min(room, end - offset);
    target.put(target.position(), block, from, count).position(target.position() + count);
    offset += count;
    return count;
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void seek(long to) {
    if (to > end) {
      throw FileInput.tooShort(name(), to, end);
    }
    offset = to;
  }

  @Override
  public ByteInput another() {
    return new DebugInput(block, roundBytes, end);
  }

  @Override
  public long size() {
    return end == Long.MAX_VALUE ? -1 : end;
  }

  @Override
  public long length() {
    return size();
  }

  @Override
  public long consumed() {
    return offset;
  }

  @Override
  public void close() {}
}
