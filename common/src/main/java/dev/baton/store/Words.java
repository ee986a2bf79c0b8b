package dev.baton.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Little-endian words of shared memory. The method's name carries the memory order, as in {@link
 * VarHandle}.
 *
 * <p>Offsets are checked against the buffer at every access. Safe for several threads as far as the
 * order of the method called promises it.
 */
public final class Words {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer memory;

  /** Words over a direct buffer, from its index 0 on. */
  public Words(ByteBuffer memory) {
    this.memory = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes. */
  public int size() {
    return memory.capacity();
  }

  /** For a word that only one process writes, read by that process. */
  public long getLong(int offset) {
    return (long) LONG.get(memory, offset);
  }

  /** See {@link #getLong}. */
  public int getInt(int offset) {
    return (int) INT.get(memory, offset);
  }

  /** Never torn, in no order with anything else: for counters. */
  public long getLongOpaque(int offset) {
    return (long) LONG.getOpaque(memory, offset);
  }

  /** Sees everything written before the {@code putLongRelease} or swap that wrote the value. */
  public long getLongAcquire(int offset) {
    return (long) LONG.getAcquire(memory, offset);
  }

  /** Sees everything written before the {@code putIntRelease} that wrote the value. */
  public int getIntAcquire(int offset) {
    return (int) INT.getAcquire(memory, offset);
  }

  /** For a word that only one process writes and nobody reads before a later release. */
  public void putLong(int offset, long value) {
    LONG.set(memory, offset, value);
  }

  /** See {@link #putLong}. */
  public void putInt(int offset, int value) {
    INT.set(memory, offset, value);
  }

  /** Never torn, in no order with anything else: for counters. */
  public void putLongOpaque(int offset, long value) {
    LONG.setOpaque(memory, offset, value);
  }

  /** Whoever reads this value with {@code getLongAcquire} sees everything written before. */
  public void putLongRelease(int offset, long value) {
    LONG.setRelease(memory, offset, value);
  }

  /** Whoever reads this value with {@code getIntAcquire} sees everything written before. */
  public void putIntRelease(int offset, int value) {
    INT.setRelease(memory, offset, value);
  }

  /** What was read before is read before anything after: for reading a word a second time. */
  public static void acquireFence() {
    VarHandle.acquireFence();
  }

  /** What was read or written before is in order with all that comes after. */
  public static void fullFence() {
    VarHandle.fullFence();
  }

  /** Swaps if the word is {@code expected}; a full fence on success. */
  public boolean compareAndSet(int offset, long expected, long value) {
    return LONG.compareAndSet(memory, offset, expected, value);
  }

  /** Adds and answers with the value before; a full fence. */
  public long getAndAdd(int offset, long delta) {
    return (long) LONG.getAndAdd(memory, offset, delta);
  }

  /**
   * Reads a text padded with zeros. Bytes that are no UTF-8 come back as replacement characters.
   */
  public String getText(int offset, int size) {
    byte[] bytes = new byte[size];
    memory.get(offset, bytes);
    int length = 0;
    while (length < size && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Writes a text, padded with zeros; cut to whole characters where it is longer than {@code size}
   * bytes of UTF-8.
   */
  public void putText(int offset, int size, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, size);
    while (length < utf8.length && length > 0 && (utf8[length] & 0xC0) == 0x80) {
      length--;
    }
    byte[] padded = new byte[size];
    System.arraycopy(utf8, 0, padded, 0, length);
    memory.put(offset, padded);
  }
}
