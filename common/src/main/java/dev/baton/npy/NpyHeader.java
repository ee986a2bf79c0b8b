package dev.baton.npy;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What stands in front of the elements of a {@code .npy} file, read from one. Versions 1.0, 2.0 and
 * 3.0, either byte order, C order of any shape. Nothing in the file is evaluated or unpickled.
 *
 * <p>Specification: NumPy's NEP 1, "A simple file format for NumPy arrays", and {@code
 * numpy/lib/format.py}: the magic {@code \x93NUMPY}, a byte each for major and minor version, the
 * length of the dictionary (2 bytes little-endian, from version 2.0 on 4), and the dictionary as
 * Python would write it, padded with spaces and ended by a newline.
 *
 * @param dtype of the elements
 * @param order of the bytes of an element; little-endian where it does not matter
 * @param shape in C order: the last index moves fastest; empty for a single number
 * @param dataOffset index in the file of the first element's first byte
 * @param count elements: the product of the shape, 1 for an empty one
 */
public record NpyHeader(
    Dtype dtype, ByteOrder order, List<Long> shape, int dataOffset, long count) {
  /** Baton's own slot files begin with one page of header; see {@link #checkSize}. */
  public static final int SLOT_HEADER_BYTES = 4096;

  /** NumPy itself refuses above 10,000; only structured dtypes, which are refused, come near. */
  private static final int MAX_DICT_BYTES = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Where a header is read from. */
  @FunctionalInterface
  public interface Input {
    /** Reads at least one byte into {@code target}, or answers a number below 1 at the end. */
    int read(ByteBuffer target) throws IOException;
  }

  /** Keeps a copy of the shape. */
  public NpyHeader {
    shape = List.copyOf(shape);
  }

  /**
   * Reads a header, and not a byte more.
   *
   * @param where the file, for messages
   * @param input at the file's first byte; must not answer "nothing there yet"
   * @throws BatonException {@code BAD_DATA} if this is no {@code .npy} file, or one whose elements
   *     Baton does not take
   * @throws IOException if reading fails
   */
  public static NpyHeader read(String where, Input input) throws IOException {
    ByteBuffer start = bytes(where, input, MAGIC.length + 2, "the magic and the version");
    checkMagic(where, start);
    int major = start.get();
    int minor = start.get();
    if (major < 1 || major > 3 || minor != 0) {
      throw refused(
          where,
          "expected .npy version 1.0, 2.0 or 3.0, found " + (major & 0xFF) + "." + (minor & 0xFF),
          "save the array again with numpy.save");
    }
    int lengthBytes = major == 1 ? 2 : 4;
    ByteBuffer lengthField = bytes(where, input, lengthBytes, "the header's length");
    long length =
        major == 1
            ? Short.toUnsignedLong(lengthField.getShort())
            : Integer.toUnsignedLong(lengthField.getInt());
    if (length > MAX_DICT_BYTES) {
      throw refused(
          where,
          "expected a .npy header of at most " + MAX_DICT_BYTES + " bytes, found one of " + length,
          "the file is damaged, or has a structured dtype; save plain numbers with numpy.save");
    }
    ByteBuffer dict = bytes(where, input, (int) length, "the header");
    String text =
        (major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1).decode(dict).toString();
    return of(where, NpyDict.parse(where, text), start.capacity() + lengthBytes + (int) length);
  }

  private static NpyHeader of(String where, NpyDict dict, int dataOffset) {
    NpyDescr descr = NpyDescr.parse(where, dict.descr());
    if (dict.fortranOrder() && dict.shape().size() > 1) {
      throw refused(
          where,
          "expected C order, found Fortran order of shape " + tuple(dict.shape()),
          "save it row by row: numpy.save(file, numpy.ascontiguousarray(array))");
    }
    long count = product(where, dict.shape(), descr.dtype());
    return new NpyHeader(descr.dtype(), descr.order(), dict.shape(), dataOffset, count);
  }

  /** Bytes of all elements. */
  public long dataBytes() {
    return count * dtype.itemSize();
  }

  /**
   * How many elements make one row: the product of all dimensions but the first; 1 for one
   * dimension or none, and where a row is empty or longer than an array in Java can be.
   */
  public int rowLength() {
    long product = 1;
    for (long length : shape.isEmpty() ? shape : shape.subList(1, shape.size())) {
      product *= length;
      if (product < 1 || product > Integer.MAX_VALUE) {
        return 1;
      }
    }
    return (int) product;
  }

  /**
   * Compares the file's size with what the header promises. A copy of a slot, which has {@link
   * #SLOT_HEADER_BYTES} of header, may be longer: behind its elements lies the slot's unused room.
   *
   * @param size of the file in bytes
   * @throws BatonException {@code BAD_DATA} if it is truncated or oversized
   */
  public void checkSize(String where, long size) {
    long expected = dataOffset + dataBytes();
    if (size < expected || (size > expected && dataOffset != SLOT_HEADER_BYTES)) {
      throw wrongSize(where, Long.toString(size));
    }
  }

  /**
   * The refusal of a file whose size is not what the header promises.
   *
   * @param found the size, in words if it is not known exactly
   */
  public BatonException wrongSize(String where, String found) {
    String expected =
        "expected "
            + (dataOffset + dataBytes())
            + " bytes for "
            + dtype
            + " of shape "
            + tuple(shape);
    return refused(
        where, expected + ", found " + found, "the file is damaged: copy or save it again");
  }

  /** A shape as Python writes it. */
  static String tuple(List<Long> shape) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < shape.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(shape.get(i));
    }
    return text.append(shape.size() == 1 ? ",)" : ")").toString();
  }

  static BatonException refused(String where, String problem, String hint) {
    return new BatonException(Reason.BAD_DATA, where + ": " + problem, hint);
  }

  private static void checkMagic(String where, ByteBuffer start) {
    byte[] found = new byte[MAGIC.length];
    start.get(found);
    if (!Arrays.equals(found, MAGIC)) {
      boolean archive = found[0] == 'P' && found[1] == 'K';
      throw refused(
          where,
          "expected a .npy file, which begins with \\x93NUMPY, found "
              + (archive ? "a zip archive (.npz)" : Excerpt.of(found)),
          archive
              ? "unpack it: a .npz is a zip archive of .npy files"
              : "give the kind that it is, text: or raw: for instance");
    }
  }

  /** The element count; what it takes in bytes fits into a long, too. */
  private static long product(String where, List<Long> shape, Dtype dtype) {
    long nonZero = dtype.itemSize();
    boolean empty = false;
    for (long length : shape) {
      empty |= length == 0;
      // Zeros are left out, so that (0, 2**62, 2**62) is refused as NumPy refuses it.
      if (Math.multiplyHigh(nonZero, Math.max(length, 1)) != 0
          || nonZero * Math.max(length, 1) < 0) {
        throw refused(
            where,
            "expected a shape of less than 2^63 bytes, found " + tuple(shape) + " of " + dtype,
            "the file is damaged: save it again");
      }
      nonZero *= Math.max(length, 1);
    }
    return empty ? 0 : nonZero / dtype.itemSize();
  }

  private static ByteBuffer bytes(String where, Input input, int count, String what)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && input.read(buffer) > 0) {}
    if (buffer.hasRemaining()) {
      throw refused(
          where,
          "expected "
              + count
              + " bytes for "
              + what
              + " of a .npy file, found only "
              + buffer.position(),
          "the file is cut short: copy or save it again");
    }
    return buffer.flip();
  }
}
