package dev.baton.loader.source;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Some of the bytes of a file. Offsets are those of the whole file. */
final class ShardInput implements ByteInput {
  private final String name;
  private final FileInput file;
  private final long from;
  private final long to;
  private long offset;

  /**
   * The bytes from {@code from} up to {@code to}, beginning with the first.
   *
   * @param whole the file; closed with this
   */
  ShardInput(String name, FileInput whole, long from, long to) {
    this.name = name;
    this.file = whole.at(from);
    this.from = from;
    this.to = to;
    this.offset = from;
  }

  /** Where the first of them lies in the file. */
  long from() {
    return from;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (offset == to) {
      return END;
    }
    int limit = target.limit();
    target.limit((int) Math.min(limit, target.position() + (to - offset)));
    try {
      int count = file.read(target);
      offset += Math.max(0, count);
      return count;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void seek(long offset) throws IOException {
    if (offset < from || offset > to) {
      throw FileInput.notTheSame(
          name, "expected to go on from byte " + from + " to " + to + ", found " + offset);
    }
    file.seek(offset);
    this.offset = offset;
  }

  @Override
  public ShardInput another() {
    return new ShardInput(name, file, from, to);
  }

  @Override
  public long size() {
    return to - from;
  }

  @Override
  public long length() {
    return to - from;
  }

  @Override
  public long consumed() {
    return offset - from;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
