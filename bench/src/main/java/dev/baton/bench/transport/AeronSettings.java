package dev.baton.bench.transport;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How Aeron is set up, by its own advice for large messages between processes of one host: the
 * largest MTU, so that a message has few fragments; term buffers that hold as many messages as are
 * to be under way; exclusive publications, files not sparse.
 */
final class AeronSettings {
  static final int MTU = 65_504;
  private static final int LEAST_TERM = 4 << 20;
  private static final int LARGEST_MESSAGE_OF_TERM = 8;

  private static final FragmentHandler NOTHING = (buffer, offset, length, header) -> {};
  private static final DirectBuffer ANSWER =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES));

  private AeronSettings() {}

  static Aeron connect(Setup setup) {
    return Aeron.connect(new Aeron.Context().aeronDirectoryName(directory(setup).toString()));
  }

  static Path directory(Setup setup) {
    return setup.directory().resolve("aeron");
  }

  static ExclusivePublication sendThere(Aeron aeron, Setup setup) {
    return aeron.addExclusivePublication(channel(setup), there(setup));
  }

  static Subscription receiveThere(Aeron aeron, Setup setup) {
    return aeron.addSubscription(channel(setup), there(setup));
  }

  static ExclusivePublication sendBack(Aeron aeron, Setup setup) {
    return aeron.addExclusivePublication("aeron:ipc?term-length=1m", back(setup));
  }

  static Subscription receiveBack(Aeron aeron, Setup setup) {
    return aeron.addSubscription("aeron:ipc", back(setup));
  }

  /** A stream for each number of slots. */
  private static int there(Setup setup) {
    return 2 * setup.slots();
  }

  private static int back(Setup setup) {
    return there(setup) + 1;
  }

  private static String channel(Setup setup) {
    return "aeron:ipc?term-length="
        + termLength(setup)
        + "|mtu="
        + MTU
        + "|pub-wnd="
        + window(setup);
  }

  private static int termLength(Setup setup) {
    int messages = Math.max(LARGEST_MESSAGE_OF_TERM, setup.slots());
    return Math.max(LEAST_TERM, Integer.highestOneBit(messages * setup.bytes()));
  }

  /**
   * How far the sender may be ahead: half a term, as Aeron has it by itself, or less where the
   * arrays under way are less.
   */
  private static int window(Setup setup) {
    int underWay = Math.max(LEAST_TERM / 2, setup.slots() * setup.bytes());
    return Math.min(termLength(setup) / 2, underWay);
  }

  /** What an offer or a claim says when it has to be tried again, or a failure. */
  static void again(long result) {
    if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
      throw new IllegalStateException("publication says " + Publication.errorString(result));
    }
    Thread.onSpinWait();
  }

  /** Waits for the receiver's word that it is done. */
  static void awaitAnswer(Subscription back) {
    while (back.poll(NOTHING, 1) == 0) {
      Thread.onSpinWait();
    }
  }

  /** Says that the receiver is done. */
  static void answer(ExclusivePublication back) {
    for (long result = back.offer(ANSWER); result < 0; result = back.offer(ANSWER)) {
      again(result);
    }
  }

  /** Bytes of a buffer of Aeron's. */
  static ByteBuffer view(DirectBuffer buffer, int offset, int length) {
    return buffer
        .byteBuffer()
        .duplicate()
        .clear()
        .slice(buffer.wrapAdjustment() + offset, length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
