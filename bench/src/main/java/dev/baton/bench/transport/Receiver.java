package dev.baton.bench.transport;

import java.nio.ByteBuffer;

/** The side of a transport that gets arrays. One thread; waits by spinning. */
public interface Receiver extends AutoCloseable {
  /** What to do with an array that has come. */
  interface Reading {
    /** Reads a piece of the array, from index 0 to its limit. */
    void read(ByteBuffer piece);
  }

  /**
   * Waits for one array and reads it.
   *
   * @param answered whether the sender waits to hear that this is done
   */
  void receive(Reading reading, boolean answered);

  @Override
  void close();
}
