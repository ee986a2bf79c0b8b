package dev.baton.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where a processor's elements go. For each slot it is called {@code begin}, {@code write} once or
 * more, then {@code end}, or {@code rollback} if the slot is given back instead.
 *
 * <p>A sink is used by one thread at a time, and closed once.
 */
public interface Sink extends Closeable {
  /** A slot's elements follow. The delivery is valid until {@code end} or {@code rollback}. */
  void begin(Delivery delivery) throws IOException;

  /**
   * Takes the slot's next elements, straight from the slot's mapped memory.
   *
   * @param elements little-endian; a whole number of elements and of rows, at most 1 MiB or one
   *     row. Consumed up to its limit. Not to be kept after the call.
   * @throws IOException if writing fails
   * @throws dev.baton.error.BatonException if the elements are refused
   */
  void write(ByteBuffer elements) throws IOException;

  /** The slot is complete: all of it has been handed to the operating system when this returns. */
  void end() throws IOException;

  /**
   * The slot is given back: what was written since {@code begin} is taken back where the sink can.
   */
  void rollback() throws IOException;

  /**
   * Where the output ends, counting only slots that reached {@code end}: the length in bytes that a
   * file is cut to when the processor is started again; or -1 for a sink that cannot take anything
   * back.
   */
  long position();

  /**
   * No more slots will come. Completes the output; {@code close} alone (after a failure) leaves it
   * valid too.
   */
  default void finish() throws IOException {}
}
