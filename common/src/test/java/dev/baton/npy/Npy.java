package dev.baton.npy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** {@code .npy} files of the tests' own making. */
final class Npy {
  private Npy() {}

  /** A version 1.0 file without elements. */
  static byte[] file(String dict) {
    byte[] text = dict.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.put((byte) text.length).put((byte) (text.length >> 8)).put(text);
    return bytes(file);
  }

  /** Only magic, version and the bytes that follow. */
  static byte[] start(int major, int minor, int... following) {
    ByteBuffer file = ByteBuffer.allocate(8 + following.length);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, (byte) minor});
    for (int next : following) {
      file.put((byte) next);
    }
    return bytes(file);
  }

  /** Reads a header from memory, called {@code a.npy} in messages. */
  static NpyHeader read(byte[] file) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    return NpyHeader.read(
        "a.npy",
        target -> {
          byte[] part = in.readNBytes(target.remaining());
          target.put(part);
          return part.length;
        });
  }

  private static byte[] bytes(ByteBuffer file) {
    byte[] bytes = new byte[file.position()];
    file.get(0, bytes);
    return bytes;
  }
}
