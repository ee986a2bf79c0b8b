package dev.baton.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Files full of random bytes, and what tells one such file from another. */
final class Numbers {
  private Numbers() {}

  /** Writes so many random bytes. */
  static byte[] write(Path file, Random random, int bytes) {
    byte[] data = new byte[bytes];
    random.nextBytes(data);
    try {
      Files.write(file, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return data;
  }

  static String sha256(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  static String sha256(Path file) {
    return sha256(read(file));
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A number for each record of 16 bytes of some files, none of which is likely to be another's, in
   * one order for all.
   */
  static long[] records(Path... files) {
    return Stream.of(files)
        .map(file -> ByteBuffer.wrap(read(file)).asLongBuffer())
        .flatMapToLong(
            words ->
                LongStream.range(0, words.capacity() / 2)
                    .map(i -> words.get((int) i * 2) * 31 + words.get((int) i * 2 + 1)))
        .sorted()
        .toArray();
  }
}
