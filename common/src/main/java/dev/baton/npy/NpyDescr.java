package dev.baton.npy;

import dev.baton.array.Dtype;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dtype as a {@code .npy} header notes it: byte order, kind, bytes of an item.
 *
 * @param dtype the type that Baton has for it
 * @param order little-endian where it does not matter
 */
record NpyDescr(Dtype dtype, ByteOrder order) {
  private static final Pattern NOTATION = Pattern.compile("([<>|])([a-zA-Z])([0-9]{1,9})");

  /**
   * @throws dev.baton.error.BatonException {@code BAD_DATA} if Baton has no such dtype
   */
  static NpyDescr parse(String where, String descr) {
    Matcher parts = NOTATION.matcher(descr);
    if (parts.matches()) {
      int size = Integer.parseInt(parts.group(3));
      for (Dtype.Kind kind : Dtype.Kind.values()) {
        if (kind.code() == parts.group(2).charAt(0) && Dtype.isSize(kind, size)) {
          Dtype dtype = Dtype.of(kind, size);
          boolean ordered = kind == Dtype.Kind.VOID || size == 1 || !parts.group(1).equals("|");
          if (ordered) {
            return new NpyDescr(dtype, order(parts.group(1)));
          }
        }
      }
    }
    throw NpyHeader.refused(
        where,
        "expected a dtype of i1 i2 i4 i8 u1 u2 u4 u8 f4 f8 in either byte order or V1 to V"
            + Dtype.MAX_ITEM_SIZE
            + ", found "
            + Excerpt.of(descr)
            + name(descr),
        hint(descr));
  }

  private static ByteOrder order(String mark) {
    return mark.equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static String name(String descr) {
    if (descr.matches("[=|]?[iuf][248]")) {
      return " (its byte order is missing)";
    }
    return switch (kind(descr)) {
      case 'O' -> " (Python objects, which would have to be unpickled)";
      case 'b', '?' -> " (booleans)";
      case 'c' -> " (complex numbers)";
      case 'f' -> " (a float of another size)";
      case 'S', 'a' -> " (byte strings)";
      case 'U' -> " (text)";
      case 'M', 'm' -> " (dates or times)";
      default -> "";
    };
  }

  private static String hint(String descr) {
    if (descr.matches("[=|]?[iuf][248]")) {
      return "save the array again with numpy.save";
    }
    String how =
        switch (kind(descr)) {
          case 'O', 'S', 'U', 'a' -> "array.astype('<f8')";
          case 'b', '?' -> "array.view('u1')";
          case 'c' -> "array.view(array.real.dtype), which has real and imaginary parts in turn";
          case 'f' -> descr.endsWith("f2") ? "array.astype('<f4')" : "array.astype('<f8')";
          case 'M', 'm' -> "array.view('i8')";
          default -> "array.astype('<f8'), or opaque records: array.view('V%d' % array.itemsize)";
        };
    return "save it as another dtype: " + how;
  }

  private static char kind(String descr) {
    String bare =
        !descr.isEmpty() && "<>|=".indexOf(descr.charAt(0)) >= 0 ? descr.substring(1) : descr;
    return bare.isEmpty() ? 0 : bare.charAt(0);
  }
}
