package dev.baton.loader.source;

import dev.baton.io.Spec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a source's input, decompressed: a file, a gzip file, a pipe. Never waits longer than
 * a disk read. Used by one thread at a time.
 */
public interface ByteInput extends Closeable {
  /** What {@link #read} answers when the input has ended. */
  int END = -1;

  /** The key of {@link #open}'s own option; a provider allows it beside its own keys. */
  String COMPRESSION = "compression";

  /**
   * Opens what the spec's argument names: a file, or {@code -} for standard input. gzip is undone
   * for names that end in {@code .gz}, or as the key {@code compression=auto|gzip|none} says.
   *
   * @throws dev.baton.error.BatonException {@code NO_INPUT} if there is no such file, it cannot be
   *     read or is a directory; {@code BAD_DATA} if a file that should be gzip is not; {@code
   *     USAGE} if the spec names no file
   * @throws IOException if reading fails
   */
  static ByteInput open(Spec spec) throws IOException {
    return InputOpener.open(spec);
  }

  /** What to call this input in messages: the path as the user gave it, or "standard input". */
  String name();

  /**
   * Reads at least one byte into the target if any is there, and moves its position.
   *
   * @param target direct or heap, with room; large rooms are filled in several calls
   * @return how many bytes were read; 0 if none is there yet; {@link #END} after the last
   * @throws IOException if reading fails
   * @throws dev.baton.error.BatonException {@code BAD_DATA} if compressed data are damaged
   */
  int read(ByteBuffer target) throws IOException;

  /** Whether {@link #seek} works. */
  boolean seekable();

  /**
   * Goes on at an offset, in bytes of decompressed data from the start. On gzip it reads through to
   * there, which may take long.
   *
   * @throws IOException if reading fails
   * @throws dev.baton.error.BatonException {@code CONFIGURATION} if the input is a pipe and the
   *     offset is not 0, or if it is shorter than the offset
   */
  void seek(long offset) throws IOException;

  /**
   * Another reader of the same open file, from its beginning on, for another thread. It ends when
   * this one is closed, and is not closed itself.
   *
   * @return null if it can be read by one only
   */
  default ByteInput another() {
    return null;
  }

  /** Size of the file on disk in bytes (compressed, if it is), or -1 if unknown. */
  long size();

  /** How many bytes {@link #read} will give in all, or -1 if that shows only at the end. */
  default long length() {
    return -1;
  }

  /** How many bytes of {@link #size()} have been read; for a pipe, how many came through it. */
  long consumed();
}
