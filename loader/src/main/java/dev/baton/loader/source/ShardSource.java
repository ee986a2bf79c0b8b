package dev.baton.loader.source;

import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source that reads one part of a file, as long as the file keeps the length by which it was cut:
 * parts of files of different lengths do not fit together. A position carries that length, so that
 * a loader that is started again finds its own part or none.
 */
final class ShardSource implements Source {
  private static final long MOST_IN_POSITION = (1L << 47) - 1;

  private final FileInput file;
  private final Source part;

  /** Makes a source of a part of a file, which that source then closes. */
  interface Opening {
    Source open(FileInput file) throws IOException;
  }

  private ShardSource(FileInput file, Source part) {
    this.file = file;
    this.part = part;
  }

  /**
   * Opens a part of the file that a spec names.
   *
   * @throws IOException if reading fails
   */
  static Source open(Spec spec, Opening opening) throws IOException {
    FileInput file = Shard.file(spec);
    try {
      return new ShardSource(file, opening.open(file));
    } catch (IOException | RuntimeException refused) {
      file.close();
      throw refused;
    }
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    Supply supply = part.fill(target);
    if (supply == Supply.END) {
      requireLength(file.lengthNow(), file.length());
    }
    return supply;
  }

  private void requireLength(long now, long before) {
    if (now != before) {
      throw FileInput.notTheSame(
          file.name(),
          "expected a length of "
              + before
              + " bytes, by which its shards were cut, found "
              + now
              + " bytes");
    }
  }

  @Override
  public void position(SourcePosition into) throws IOException {
    part.position(into);
    into.file = file.length() & MOST_IN_POSITION;
  }

  @Override
  public void resume(SourcePosition from) throws IOException {
    requireLength(file.length() & MOST_IN_POSITION, from.file);
    part.resume(from);
  }

  /** Of the shard alone: whether the file keeps its length is seen by who reads on to the end. */
  @Override
  public Source another() {
    return part.another();
  }

  @Override
  public int rowLength() {
    return part.rowLength();
  }

  @Override
  public long size() {
    return part.size();
  }

  @Override
  public long consumed() {
    return part.consumed();
  }

  @Override
  public long bad() {
    return part.bad();
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
