package dev.baton.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one region of shared memory, declared in order as a running sum. Keeps what it was
 * told, so that the documentation's table can be printed from it, and refuses a field that is not
 * aligned to its own size or overlaps.
 *
 * <p>Used while a layout class loads; a wrong layout fails there and then.
 */
public final class Region {
  /**
   * Words that different processes write are at least this many bytes apart: two cache lines, as
   * CPUs fetch pairs.
   */
  public static final int LINE = 128;

  /**
   * One field.
   *
   * @param name the field's name in the table
   * @param offset bytes from the region's start
   * @param size bytes
   * @param meaning one line
   */
  public record Field(String name, int offset, int size, String meaning) {}

  private final String name;
  private final List<Field> fields = new ArrayList<>();
  private int end;

  /** An empty region. */
  public Region(String name) {
    this.name = name;
  }

  /** Appends a field of 4 bytes. */
  public int int32(String field, String meaning) {
    return append(field, Integer.BYTES, Integer.BYTES, meaning);
  }

  /** Appends a field of 8 bytes. */
  public int int64(String field, String meaning) {
    return append(field, Long.BYTES, Long.BYTES, meaning);
  }

  /** Appends {@code count} fields of 8 bytes. */
  public int int64s(String field, int count, String meaning) {
    return append(field, count * Long.BYTES, Long.BYTES, meaning);
  }

  /** Appends a text of at most {@code size} bytes of UTF-8, padded with zeros. */
  public int text(String field, int size, String meaning) {
    return append(field, size, Long.BYTES, meaning);
  }

  /** What follows starts on a line of its own. */
  public Region line() {
    end = (end + LINE - 1) / LINE * LINE;
    return this;
  }

  /** What follows starts at {@code offset}. */
  public Region at(int offset) {
    if (offset < end) {
      throw new IllegalStateException(
          name + ": offset " + offset + " overlaps what ends at " + end);
    }
    end = offset;
    return this;
  }

  /** The region's size, checked to hold all fields and to be a multiple of a line. */
  public int size(int size) {
    if (size < end || size % LINE != 0) {
      throw new IllegalStateException(
          name + ": size " + size + " does not hold " + end + " in whole lines");
    }
    return size;
  }

  /** The region's name. */
  public String name() {
    return name;
  }

  /** The fields in the order of their offsets. */
  public List<Field> fields() {
    return List.copyOf(fields);
  }

  private int append(String field, int size, int alignment, String meaning) {
    if (end % alignment != 0 || size <= 0) {
      throw new IllegalStateException(
          name + "." + field + ": offset " + end + " is not aligned to " + alignment);
    }
    int offset = end;
    fields.add(new Field(field, offset, size, meaning));
    end = Math.addExact(offset, size);
    return offset;
  }
}
