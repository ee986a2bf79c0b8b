package dev.baton.loader.source;

import dev.baton.error.BatonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes gzip (RFC 1952), any number of members, from another input that may have nothing ready.
 * The JDK's GZIPInputStream would wait for it, and takes an input that has nothing ready behind a
 * member for one that ends there.
 */
final class GzipInput implements ByteInput {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TRAILER_BYTES = 8;

  /** More compressed bytes are needed to go on. */
  private static final int STARVED = -2;

  private enum Part {
    HEADER,
    BODY,
    TRAILER
  }

  private final ByteInput compressed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final GzipHeader header;
  private ByteBuffer in;
  private boolean inEnded;
  private Part part = Part.HEADER;
  private long members;
  private long offset;

  private GzipInput(ByteInput compressed) {
    this.compressed = compressed;
    this.header = new GzipHeader(compressed.name());
  }

  /** Looks at a file's first bytes, so that one that is not gzip is refused at once. */
  static GzipInput open(ByteInput compressed) throws IOException {
    GzipInput input = new GzipInput(compressed);
    if (compressed.seekable()) {
      ByteBuffer start = ByteBuffer.allocate(2);
      while (start.hasRemaining() && compressed.read(start) > 0) {}
      if (start.flip().hasRemaining()) {
        input.header.checkMagic(start);
      }
      compressed.seek(0);
    }
    return input;
  }

  @Override
  public String name() {
    return compressed.name();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (in == null) {
      in = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    }
    int count = advance(target);
    while (count == STARVED && refill()) {
      count = advance(target);
    }
    offset += Math.max(0, count);
    return count == STARVED ? 0 : count;
  }

  /** Goes on with the input at hand: the count of bytes written, END or STARVED. */
  private int advance(ByteBuffer target) {
    int count = 0;
    while (count == 0) {
      count =
          switch (part) {
            case HEADER -> startMember();
            case BODY -> inflate(target);
            case TRAILER -> in.remaining() < TRAILER_BYTES ? STARVED : endMember();
          };
    }
    return count;
  }

  private int startMember() {
    if (inEnded && !in.hasRemaining() && members > 0) {
      return END;
    }
    if (!header.skip(in)) {
      return STARVED;
    }
    part = Part.BODY;
    return 0;
  }

  private int inflate(ByteBuffer target) {
    int from = target.position();
    inflater.setInput(in);
    try {
      int count = inflater.inflate(target);
      crc.update(target.duplicate().flip().position(from));
      if (inflater.finished()) {
        part = Part.TRAILER;
        return count;
      }
      return count == 0 ? STARVED : count;
    } catch (DataFormatException damaged) {
      throw damaged("damaged: " + damaged.getMessage());
    }
  }

  private int endMember() {
    long expectedCrc = Integer.toUnsignedLong(Integer.reverseBytes(in.getInt()));
    long expectedSize = Integer.toUnsignedLong(Integer.reverseBytes(in.getInt()));
    if (expectedCrc != crc.getValue()) {
      throw damaged(
          String.format(
              "damaged: expected checksum %08x, found %08x", expectedCrc, crc.getValue()));
    }
    long size = inflater.getBytesWritten() & 0xFFFF_FFFFL;
    if (expectedSize != size) {
      throw damaged("damaged: expected " + expectedSize + " bytes (modulo 2^32), found " + size);
    }
    restartMember();
    members++;
    return 0;
  }

  private void restartMember() {
    inflater.reset();
    crc.reset();
    part = Part.HEADER;
  }

  /** Reads more compressed bytes; false if none is there yet. */
  private boolean refill() throws IOException {
    if (inEnded) {
      throw damaged("ends in the middle of its data: the file is cut short");
    }
    in.compact();
    if (!in.hasRemaining()) {
      throw damaged("a header of more than " + BUFFER_BYTES + " bytes");
    }
    int count = compressed.read(in);
    in.flip();
    inEnded = count == END;
    return count != 0;
  }

  private BatonException damaged(String problem) {
    return GzipHeader.refusal(name(), "byte " + offset + " of the decompressed data: " + problem);
  }

  @Override
  public boolean seekable() {
    return compressed.seekable();
  }

  @Override
  public void seek(long to) throws IOException {
    if (!seekable()) {
      compressed.seek(to);
      return;
    }
    compressed.seek(0);
    restartMember();
    in = null;
    inEnded = false;
    members = 0;
    offset = 0;
    ByteBuffer skipped = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (offset < to) {
      skipped.clear().limit((int) Math.min(BUFFER_BYTES, to - offset));
      if (read(skipped) == END) {
        throw FileInput.tooShort(name(), to, offset);
      }
    }
  }

  @Override
  public long size() {
    return compressed.size();
  }

  @Override
  public long consumed() {
    return compressed.consumed() - (in == null ? 0 : in.remaining());
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    compressed.close();
  }
}
