package dev.baton.ops.torture;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes bytes, and keeps nothing of them but their SHA-256 and how many they were. */
final class DigestChannel implements WritableByteChannel {
  private final MessageDigest digest;
  private long bytes;

  DigestChannel() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int write(ByteBuffer source) {
    int count = source.remaining();
    digest.update(source);
    bytes += count;
    return count;
  }

  /** The digest of all; begins anew. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  long bytes() {
    return bytes;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
