package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.nio.ByteBuffer;

/** The header of a gzip member (RFC 1952, section 2.3), which may arrive in pieces. */
final class GzipHeader {
  private static final int MAGIC_1 = 0x1F;
  private static final int MAGIC_2 = 0x8B;
  private static final int DEFLATE = 8;
  private static final int FIXED_BYTES = 10;
  private static final int FLAG_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xE0;

  private final String name;

  GzipHeader(String name) {
    this.name = name;
  }

  /** Refuses bytes that do not begin as gzip does, without moving the position. */
  void checkMagic(ByteBuffer start) {
    int first = start.get(start.position()) & 0xFF;
    int second = start.remaining() > 1 ? start.get(start.position() + 1) & 0xFF : MAGIC_2;
    if (first != MAGIC_1 || second != MAGIC_2) {
      throw refusal(
          name, String.format("expected gzip data (1f 8b), found %02x %02x", first, second));
    }
  }

  /** Moves behind the header; false, and no move, if it is not all there yet. */
  boolean skip(ByteBuffer in) {
    if (in.hasRemaining()) {
      checkMagic(in);
    }
    if (in.remaining() < FIXED_BYTES) {
      return false;
    }
    int method = in.get(in.position() + 2);
    int flags = in.get(in.position() + 3);
    if (method != DEFLATE || (flags & RESERVED_FLAGS) != 0) {
      throw refusal(
          name, "gzip method " + method + ", flags " + (flags & 0xFF) + ": expected deflate (8)");
    }
    int at = in.position() + FIXED_BYTES;
    if ((flags & FLAG_EXTRA) != 0) {
      at = at + 2 > in.limit() ? -1 : at + 2 + (Short.reverseBytes(in.getShort(at)) & 0xFFFF);
    }
    if ((flags & FLAG_NAME) != 0) {
      at = behindZero(in, at);
    }
    if ((flags & FLAG_COMMENT) != 0) {
      at = behindZero(in, at);
    }
    if ((flags & FLAG_CHECKSUM) != 0 && at >= 0) {
      at += 2;
    }
    if (at < 0 || at > in.limit()) {
      return false;
    }
    in.position(at);
    return true;
  }

  private static int behindZero(ByteBuffer in, int from) {
    for (int at = from; from >= 0 && at < in.limit(); at++) {
      if (in.get(at) == 0) {
        return at + 1;
      }
    }
    return -1;
  }

  /** The refusal of data that are not what gzip says they should be. */
  static BatonException refusal(String name, String problem) {
    return new BatonException(
        Reason.BAD_DATA,
        name + ": " + problem,
        "check it with: gzip -t; give compression=none for a file that only looks like gzip");
  }
}
