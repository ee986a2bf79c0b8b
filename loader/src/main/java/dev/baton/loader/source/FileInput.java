package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A regular file. Several may read the same open one, each from a place of its own. */
final class FileInput implements ByteInput {
  /** So that a call takes no longer than a disk read, and its copy in the JDK stays small. */
  private static final int LARGEST_READ = 1 << 20;

  private final String name;
  private final FileChannel channel;
  private final long size;
  private long offset;

  FileInput(String name, FileChannel channel) throws IOException {
    this(name, channel, channel.size());
  }

  private FileInput(String name, FileChannel channel, long size) {
    this.name = name;
    this.channel = channel;
    this.size = size;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int limit = target.limit();
    target.limit(Math.min(limit, target.position() + LARGEST_READ));
    try {
      int count = channel.read(target, offset);
      offset += Math.max(0, count);
      return count;
    } catch (IOException failure) {
      throw new IOException(name + ": " + failure.getMessage(), failure);
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
    long now = channel.size();
    if (offset > now) {
      throw tooShort(name, offset, now);
    }
    this.offset = offset;
  }

  /** The refusal to go on behind an input's end. */
  static BatonException tooShort(String name, long offset, long size) {
    return notTheSame(
        name, "expected at least " + offset + " bytes to go on behind, found " + size);
  }

  /**
   * The refusal of a file that cannot be the one that was read before. It is no missing input: that
   * may come, this stays as it is however often the loader is started again.
   */
  static BatonException notTheSame(String name, String problem) {
    return new BatonException(
        Reason.CONFIGURATION,
        name + ": " + problem,
        "the file is not the one that was read before: restore it, or start anew");
  }

  /** The file's length at this moment; {@link #length} is the one that it was opened with. */
  long lengthNow() throws IOException {
    return channel.size();
  }

  @Override
  public FileInput another() {
    return new FileInput(name, channel, size);
  }

  /** Another reader of this one's file, and to be closed in its place, that begins further on. */
  FileInput at(long beginning) {
    FileInput there = another();
    there.offset = beginning;
    return there;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long length() {
    return size;
  }

  @Override
  public long consumed() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
