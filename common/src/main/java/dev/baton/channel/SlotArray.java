package dev.baton.channel;

import dev.baton.array.Dtype;
import dev.baton.layout.Geometry;
import dev.baton.store.SlotStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import net.openhft.chronicle.bytes.Bytes;

/**
 * A slot's array: the mapped memory itself, as the buffer of whatever type suits. Each view is made
 * once and handed out again and again, with position 0 and the limit at the array's length, so that
 * nothing is allocated for a slot.
 *
 * <p>Belongs to the holder of the slot. After publish, abort, release, requeue or closing the
 * channel the views must not be touched: the memory is another's, or gone. One thread at a time.
 */
public final class SlotArray {
  private final Geometry geometry;
  private final SlotStore store;
  private final ByteBuffer bytes;
  private final ShortBuffer shorts;
  private final IntBuffer ints;
  private final LongBuffer longs;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private long length;
  private boolean isFilled;

  SlotArray(Geometry geometry, SlotStore store) {
    this.geometry = geometry;
    this.store = store;
    this.bytes = store.elements().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.shorts = bytes.asShortBuffer();
    this.ints = bytes.asIntBuffer();
    this.longs = bytes.asLongBuffer();
    this.floats = bytes.asFloatBuffer();
    this.doubles = bytes.asDoubleBuffer();
  }

  /** The type of the elements. */
  public Dtype dtype() {
    return geometry.dtype();
  }

  /**
   * How many elements there are: the slot's length while it is filled, the valid length once it is
   * published.
   */
  public long length() {
    return length;
  }

  /** Elements of a row; 1 without rows. */
  public int rowLength() {
    return geometry.rowLength();
  }

  /** The elements as bytes, little-endian. */
  public ByteBuffer byteBuffer() {
    return bytes.limit(byteLength()).position(0);
  }

  /** The elements of an {@code i2} or {@code u2} array. */
  public ShortBuffer shortBuffer() {
    return shorts.limit(byteLength() / Short.BYTES).position(0);
  }

  /** The elements of an {@code i4} or {@code u4} array. */
  public IntBuffer intBuffer() {
    return ints.limit(byteLength() / Integer.BYTES).position(0);
  }

  /** The elements of an {@code i8} or {@code u8} array. */
  public LongBuffer longBuffer() {
    return longs.limit(byteLength() / Long.BYTES).position(0);
  }

  /** The elements of an {@code f4} array. */
  public FloatBuffer floatBuffer() {
    return floats.limit(byteLength() / Float.BYTES).position(0);
  }

  /** The elements of an {@code f8} array. */
  public DoubleBuffer doubleBuffer() {
    return doubles.limit(byteLength() / Double.BYTES).position(0);
  }

  /**
   * The elements as Chronicle Bytes, limited to them: to be written from the first element on while
   * the slot is filled, and to be read from there once it is published. Offsets count from the
   * first element.
   */
  public Bytes<?> bytes() {
    Bytes<?> elements = store.bytes();
    elements.clear();
    elements.writeLimit(byteLength());
    elements.writePosition(isFilled ? byteLength() : 0);
    return elements;
  }

  /** To be filled. */
  void begin(long elements) {
    this.length = elements;
    this.isFilled = false;
  }

  /** Filled with so many valid elements. */
  void filled(long elements) {
    this.length = elements;
    this.isFilled = true;
  }

  private int byteLength() {
    return (int) (length * geometry.dtype().itemSize());
  }
}
