package dev.baton.exchange;

import net.openhft.chronicle.bytes.Bytes;

/**
 * What travels on a queue: which slot, which filling of it, and what a reader of the log wants to
 * see. Reused by its owner; not for several threads.
 *
 * <p>56 bytes, little-endian: kind (4), slot (4), number, generation, sequence, length, attempts
 * and nanos (8 each).
 */
public final class Token {
  static final int BYTES = 56;

  TokenKind kind;
  int slot;
  long number;
  long generation;
  long sequence;
  long length;
  long attempts;
  long nanos;

  /** What happened. */
  public TokenKind kind() {
    return kind;
  }

  /** Which slot; not checked against the geometry. */
  public int slot() {
    return slot;
  }

  /**
   * Which token of its outbox, from 1, counting those that could not be written: a gap between two
   * means that tokens were missed.
   */
  public long number() {
    return number;
  }

  /** Which filling of the slot. */
  public long generation() {
    return generation;
  }

  /** The count of the filling loader's published slots. */
  public long sequence() {
    return sequence;
  }

  /** Valid elements. */
  public long length() {
    return length;
  }

  /** Failed tries so far. */
  public long attempts() {
    return attempts;
  }

  /** When, on the monotonic clock, ns. */
  public long nanos() {
    return nanos;
  }

  void write(Bytes<?> to) {
    to.writeInt(kind.code());
    to.writeInt(slot);
    to.writeLong(number);
    to.writeLong(generation);
    to.writeLong(sequence);
    to.writeLong(length);
    to.writeLong(attempts);
    to.writeLong(nanos);
  }

  /** Reads what another process wrote; false if it is no token of a known kind. */
  boolean read(Bytes<?> from) {
    if (from.readRemaining() < BYTES) {
      return false;
    }
    kind = TokenKind.of(from.readInt());
    slot = from.readInt();
    number = from.readLong();
    generation = from.readLong();
    sequence = from.readLong();
    length = from.readLong();
    attempts = from.readLong();
    nanos = from.readLong();
    return kind != null;
  }
}
