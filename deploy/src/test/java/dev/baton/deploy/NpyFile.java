package dev.baton.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A {@code .npy} file of version 1, as the tests write and read it: by NumPy's description of the
 * format, without our own classes.
 */
final class NpyFile {
  private static final int PREFIX = 10;

  private final String header;
  private final byte[] data;

  /** The dictionary, and what follows it. */
  NpyFile(String header, byte[] data) {
    this.header = header;
    this.data = data;
  }

  /** An array in C order. */
  static NpyFile of(String descr, String shape, byte[] data) {
    return new NpyFile(
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape), data);
  }

  static NpyFile read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      int end = PREFIX + (all[8] & 0xFF) + ((all[9] & 0xFF) << 8);
      String header = new String(all, PREFIX, end - PREFIX, ISO_8859_1).strip();
      return new NpyFile(header, Arrays.copyOfRange(all, end, all.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String header() {
    return header;
  }

  /** Data only, of this type; fails if the header tells of another. */
  byte[] elements(String descr) {
    if (!header.contains("'" + descr + "'")) {
      throw new AssertionError("expected elements of " + descr + ", found " + header);
    }
    return data;
  }

  Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    int length = header.length() + 1;
    int padded = (PREFIX + length + 63) / 64 * 64 - PREFIX;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("\u0093NUMPY\1\0".getBytes(ISO_8859_1));
    all.write(padded);
    all.write(padded >> 8);
    all.writeBytes((header + " ".repeat(padded - length) + "\n").getBytes(ISO_8859_1));
    all.writeBytes(data);
    return all.toByteArray();
  }
}
