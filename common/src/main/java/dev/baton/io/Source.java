package dev.baton.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where a loader's elements come from. A source writes elements straight into a slot's mapped
 * memory.
 *
 * <p>A source is used by one thread at a time, and closed once.
 */
public interface Source extends Closeable {
  /** Whether a source has more to give. */
  enum Supply {
    /** More may come; less than asked for was filled only because no more is there yet. */
    MORE,
    /** The data has ended; what was filled is the last of it. */
    END
  }

  /**
   * Writes whole elements, little-endian, from the target's position on, and moves the position
   * behind the last one. Fills the target up to its limit unless the data ends or more has to be
   * waited for; must not wait itself for longer than a disk read, since the caller watches for bail
   * between two calls.
   *
   * @param target little-endian; its remaining bytes are a whole number of elements, and of rows if
   *     it has rows
   * @return {@link Supply#END} with the last elements or after them, and at every call from then on
   * @throws IOException if reading fails
   * @throws dev.baton.error.BatonException {@code BAD_DATA} with file, line, column, found and
   *     expected if the input is not what it should be; elements before the target's position are
   *     valid then
   */
  Supply fill(ByteBuffer target) throws IOException;

  /**
   * Notes where the next element will be read from, for a loader that is started again.
   *
   * @throws IOException if that has to be read somewhere, and cannot be
   */
  void position(SourcePosition into) throws IOException;

  /**
   * Goes to a position noted before, on a source opened from the same spec. Called before the first
   * {@code fill}; and at any time, if there is {@link #another}.
   *
   * @throws IOException if reading fails
   * @throws dev.baton.error.BatonException {@code CONFIGURATION} if this source cannot go there:
   *     what came through a pipe is gone, or the file is another now
   */
  void resume(SourcePosition from) throws IOException;

  /**
   * Says who reads this source, once, before everything else: for a source that takes its input
   * away from others.
   *
   * @param reader a member of a channel, in a word that is no other's; fit for a file's name
   * @throws IOException if its input cannot be prepared
   */
  default void readBy(String reader) throws IOException {}

  /**
   * Says that all that was given up to a position has been published: what it was read from is not
   * needed any more. Called after each slot, and at a start with the position that was committed.
   *
   * @throws IOException if what is not needed cannot be put away
   */
  default void published(SourcePosition upTo) throws IOException {}

  /** Whether {@link #resume} can go anywhere: not in standard input, nor in a pipe. */
  default boolean isResumable() {
    return true;
  }

  /**
   * Another source of the same open input, for another thread: both are used at the same time, each
   * by one thread. It is sent somewhere by {@link #resume} or {@link #part} before anything else,
   * and as often as its user wants. It ends when this one is closed, and is not closed itself.
   *
   * @return null if the input can only be read by one, from its beginning on
   */
  default Source another() {
    return null;
  }

  /**
   * Goes to a part of the input: the elements that begin at one offset or behind it, and in front
   * of another; of a text, all those of the lines that do. Which they are hangs on the input alone,
   * so that parts one behind the other hold each element once. {@link #fill} answers {@link
   * Supply#END} behind the last of them, until this is called again, or {@link #resume}. Only of
   * what {@link #another} gave.
   *
   * @param from a position as it was noted, by which the first part begins; or, with line 0, an
   *     offset alone: then {@link #position} counts lines from there on, the first as 0
   * @param to an offset, in the unit of {@link SourcePosition#offset}, behind {@code from}; perhaps
   *     behind the input's end
   * @return whether the input may go on behind this part; if not, what is in it may end in front of
   *     the input's end, and a fill behind it shows how it goes on
   * @throws IOException if reading fails
   * @throws UnsupportedOperationException if the input cannot be cut there
   * @throws dev.baton.error.BatonException as {@code fill} and {@code resume}
   */
  default boolean part(SourcePosition from, long to) throws IOException {
    throw new UnsupportedOperationException("not in parts");
  }

  /**
   * How long a part should be so that it is read at once, and that much is worth a thread's turn:
   * in the unit of {@link SourcePosition#offset}, at least 1. Only of what {@link #another} gave.
   */
  default long partLength() {
    return 1 << 17;
  }

  /** How many elements make one row of this source's data; 1 if it has no rows. */
  default int rowLength() {
    return 1;
  }

  /** Bytes of the whole input as it lies on disk, compressed or not, or -1 if unknown. */
  default long size() {
    return -1;
  }

  /** How many of the {@link #size()} bytes have been read. */
  default long consumed() {
    return 0;
  }

  /**
   * How many bad values or lines have been skipped or replaced, where the source was told to go on.
   */
  default long bad() {
    return 0;
  }
}
