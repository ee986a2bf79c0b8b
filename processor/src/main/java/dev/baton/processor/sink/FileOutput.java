package dev.baton.processor.sink;

import dev.baton.store.FreeSpace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The bytes behind a sink: a file, or standard output. Counts what belongs to slots that are
 * complete ("committed") and cuts off what does not, so that a sink on top of it only formats.
 *
 * <p>A regular file is locked while it is open, so that two processors cannot write one file. All
 * else (standard output, a pipe, a device) cannot be taken back: {@link #rollback} leaves what went
 * out, and {@link #position} is -1.
 *
 * <p>Used by one thread at a time. Nothing is allocated by {@link #write}, {@link #commit} and
 * {@link #position}.
 */
public final class FileOutput implements Closeable {
  private final String name;
  private final Path path;
  private final FileChannel channel;
  private final boolean regular;
  private long length;
  private long committed;

  /**
   * @param name for messages
   * @param path the file, or null for standard output
   * @param regular whether it can be cut
   * @param length bytes that stand in the file, all of them committed
   */
  FileOutput(String name, Path path, FileChannel channel, boolean regular, long length) {
    this.name = name;
    this.path = path;
    this.channel = channel;
    this.regular = regular;
    this.length = length;
    this.committed = length;
  }

  /** For messages: the path, or {@code standard output}. */
  public String name() {
    return name;
  }

  /** Whether this is a regular file: it can be cut, and written in other places than its end. */
  public boolean isRegular() {
    return regular;
  }

  /** Bytes written, committed or not; of a regular file, its length. */
  public long length() {
    return length;
  }

  /** Bytes committed: where the file is cut to on a restart; -1 if it cannot be cut. */
  public long position() {
    return regular ? committed : -1;
  }

  /**
   * Appends all of {@code bytes}, straight from its memory where that is direct.
   *
   * @throws IOException naming the file, the bytes that were still to be written and the bytes free
   *     on its file system; what was written before stands until {@link #rollback}
   */
  public void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        length += channel.write(bytes);
      }
    } catch (IOException failed) {
      throw explain(failed, bytes.remaining(), length);
    }
  }

  /**
   * Writes all of {@code bytes} over what stands at {@code at}, inside the file's length.
   *
   * @throws IllegalStateException if this is no regular file
   */
  public void overwrite(ByteBuffer bytes, long at) throws IOException {
    if (!regular) {
      throw new IllegalStateException(name + " is no regular file");
    }
    long place = at;
    try {
      while (bytes.hasRemaining()) {
        place += channel.write(bytes, place);
      }
    } catch (IOException failed) {
      throw explain(failed, bytes.remaining(), place);
    }
  }

  /** All that was written so far belongs to complete slots. */
  public void commit() {
    committed = length;
  }

  /** Cuts off what was written since the last {@link #commit}, where it can be cut. */
  public void rollback() throws IOException {
    if (regular && length != committed) {
      channel.truncate(committed);
      length = committed;
    }
  }

  /** Cuts off what is not committed and closes the file; standard output stays open. */
  @Override
  public void close() throws IOException {
    if (path == null || !channel.isOpen()) {
      return;
    }
    try (channel) {
      rollback();
    }
  }

  private IOException explain(IOException failed, long left, long at) {
    String where = name + ": writing " + left + " bytes at byte " + at + " failed";
    String why = failed.getMessage() == null ? failed.toString() : failed.getMessage();
    return new IOException(where + freeSpace() + ": " + why, failed);
  }

  private String freeSpace() {
    if (!regular) {
      return "";
    }
    try {
      return ", " + FreeSpace.in(path) + " bytes are free there";
    } catch (IOException unknown) {
      return "";
    }
  }
}
