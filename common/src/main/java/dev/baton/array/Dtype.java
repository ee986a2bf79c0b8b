package dev.baton.array;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The type of an array's elements, in NumPy's notation: {@code <f4}, {@code <i8}, {@code |u1}, or
 * opaque records of N bytes, {@code |V16}. Elements in a slot are always little-endian.
 *
 * <p>Source of the notation: the NumPy reference, "The array interface protocol", {@code typestr}.
 */
public final class Dtype {
  /** What the bytes of an element mean. */
  public enum Kind {
    /** Two's complement signed integer of 1, 2, 4 or 8 bytes. */
    SIGNED('i'),
    /** Unsigned integer of 1, 2, 4 or 8 bytes. */
    UNSIGNED('u'),
    /** IEEE 754 binary floating point of 4 or 8 bytes. */
    FLOAT('f'),
    /** An opaque record of 1 to 65,536 bytes. */
    VOID('V');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    /** The kind's letter in NumPy's notation. */
    public char code() {
      return code;
    }
  }

  /** The largest opaque record. */
  public static final int MAX_ITEM_SIZE = 65_536;

  public static final Dtype I1 = new Dtype(Kind.SIGNED, 1);
  public static final Dtype I2 = new Dtype(Kind.SIGNED, 2);
  public static final Dtype I4 = new Dtype(Kind.SIGNED, 4);
  public static final Dtype I8 = new Dtype(Kind.SIGNED, 8);
  public static final Dtype U1 = new Dtype(Kind.UNSIGNED, 1);
  public static final Dtype U2 = new Dtype(Kind.UNSIGNED, 2);
  public static final Dtype U4 = new Dtype(Kind.UNSIGNED, 4);
  public static final Dtype U8 = new Dtype(Kind.UNSIGNED, 8);
  public static final Dtype F4 = new Dtype(Kind.FLOAT, 4);
  public static final Dtype F8 = new Dtype(Kind.FLOAT, 8);

  private static final Map<String, Dtype> BY_NAME =
      Map.ofEntries(
          Map.entry("int8", I1),
          Map.entry("int16", I2),
          Map.entry("int32", I4),
          Map.entry("int64", I8),
          Map.entry("uint8", U1),
          Map.entry("uint16", U2),
          Map.entry("uint32", U4),
          Map.entry("uint64", U8),
          Map.entry("float32", F4),
          Map.entry("float64", F8));

  private final Kind kind;
  private final int itemSize;

  private Dtype(Kind kind, int itemSize) {
    this.kind = kind;
    this.itemSize = itemSize;
  }

  /**
   * Reads NumPy's notation: {@code <f4}, {@code f4}, {@code |u1}, {@code float32}, {@code V16}.
   * Big-endian ({@code >f4}) is refused, since arrays in a channel are little-endian.
   *
   * @throws BatonException {@link Reason#USAGE} when the text names no dtype of Baton's
   */
  public static Dtype parse(String text) {
    Dtype named = BY_NAME.get(text.toLowerCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    String bare = !text.isEmpty() && "<|=".indexOf(text.charAt(0)) >= 0 ? text.substring(1) : text;
    if (bare.matches("[iufV][1-9][0-9]{0,4}")) {
      int size = Integer.parseInt(bare.substring(1));
      for (Kind kind : Kind.values()) {
        if (kind.code == bare.charAt(0) && isSize(kind, size)) {
          return of(kind, size);
        }
      }
    }
    throw new BatonException(
        Reason.USAGE,
        "dtype '"
            + text
            + "': expected one of i1 i2 i4 i8 u1 u2 u4 u8 f4 f8 or V1 to V"
            + MAX_ITEM_SIZE,
        "give the dtype in NumPy's little-endian notation, for example '<f4'");
  }

  /**
   * The dtype of a kind and an item size in bytes.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Dtype of(Kind kind, int itemSize) {
    if (!isSize(kind, itemSize)) {
      throw new IllegalArgumentException("no dtype " + kind.code + itemSize);
    }
    return new Dtype(kind, itemSize);
  }

  /** Whether {@code itemSize} bytes are possible for {@code kind}. */
  public static boolean isSize(Kind kind, int itemSize) {
    return switch (kind) {
      case SIGNED, UNSIGNED -> itemSize == 1 || itemSize == 2 || itemSize == 4 || itemSize == 8;
      case FLOAT -> itemSize == 4 || itemSize == 8;
      case VOID -> itemSize >= 1 && itemSize <= MAX_ITEM_SIZE;
    };
  }

  /** What the bytes mean. */
  public Kind kind() {
    return kind;
  }

  /** Bytes of one element. */
  public int itemSize() {
    return itemSize;
  }

  /** Whether this is a number, and so can be read from and written as text. */
  public boolean isNumeric() {
    return kind != Kind.VOID;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dtype that && kind == that.kind && itemSize == that.itemSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, itemSize);
  }

  /**
   * NumPy's notation, as it stands in a {@code .npy} header: {@code <f4}, {@code |u1}, {@code
   * |V16}.
   */
  @Override
  public String toString() {
    char order = kind == Kind.VOID || itemSize == 1 ? '|' : '<';
    return "" + order + kind.code + itemSize;
  }
}
