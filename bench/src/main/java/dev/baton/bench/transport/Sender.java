package dev.baton.bench.transport;

import java.nio.ByteBuffer;

/** The side of a transport that has arrays. One thread; waits by spinning. */
public interface Sender extends AutoCloseable {
  /** What to do to an array before it goes. */
  interface Filling {
    /**
     * Fills a piece of the array.
     *
     * @param piece where the bytes travel from, from index 0 to its limit
     * @param offset bytes of the array in front of this piece
     */
    void fill(ByteBuffer piece, long offset);
  }

  /** The array is in the sender's memory already; with Baton, that is the slot. */
  Filling ALREADY_THERE = (piece, offset) -> {};

  /** Hands one array over, filled in the memory from which this transport sends it best. */
  void send(Filling filling);

  /** Waits until the receiver has said that it is done with the last array sent. */
  void awaitReturn();

  @Override
  void close();
}
