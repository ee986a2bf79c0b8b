package dev.baton.processor.sink;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Delivery;
import dev.baton.io.PartIndex;
import dev.baton.io.Sink;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * A file sink that writes a {@link PartIndex} beside its file, so that the parts of several
 * processors can be joined. A slot's line is written when its output is complete, and before it is
 * released; lines of slots that were not released are cut off with their output.
 */
final class IndexedSink implements Sink {
  /** The key of the specs that ask for it; a provider allows it beside its own keys. */
  static final String KEY = "index";

  private static final int ROOM = 256;

  private final Sink sink;
  private final String kind;
  private final FileChannel index;
  private final ByteBuffer line = ByteBuffer.allocateDirect(ROOM);
  private String loader = "";
  private byte[] loaderBytes = {};
  private long sequence;

  private IndexedSink(Sink sink, String kind, FileChannel index) {
    this.sink = sink;
    this.kind = kind;
    this.index = index;
  }

  /**
   * Checks the key without touching a file.
   *
   * @throws BatonException {@code USAGE} for another value than yes or no, or without a file
   */
  static void check(Spec spec) {
    if (isAsked(spec) && spec.argument().equals("-")) {
      throw spec.usage(KEY + "=yes: expected a file, beside which the index can stand");
    }
  }

  /**
   * The sink with an index, if the spec asks for one.
   *
   * @param position as the sink was opened with
   * @throws BatonException {@code CONFIGURATION} if the index does not reach the position
   */
  static Sink around(Sink sink, Spec spec, long position) throws IOException {
    if (!isAsked(spec)) {
      return sink;
    }
    try {
      if (sink.position() < 0) {
        throw spec.usage(KEY + "=yes: expected a regular file, beside which the index can stand");
      }
      return new IndexedSink(sink, spec.kind(), open(Path.of(spec.argument()), position));
    } catch (IOException | RuntimeException e) {
      sink.close();
      throw e;
    }
  }

  private static boolean isAsked(Spec spec) {
    return spec.choice(KEY, "no", List.of("no", "yes")).equals("yes");
  }

  private static FileChannel open(Path part, long position) throws IOException {
    Path path = PartIndex.beside(part);
    long kept = position > 0 ? kept(path, position) : 0;
    FileChannel index =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw----")));
    index.truncate(kept).position(kept);
    return index;
  }

  /** Bytes of the index that speak of the part's first {@code position} bytes. */
  private static long kept(Path index, long position) throws IOException {
    long[] reached = {0, 0};
    if (Files.exists(index)) {
      PartIndex.read(
          index,
          (loader, sequence, end, lineEnd) -> {
            if (end <= position) {
              reached[0] = end;
              reached[1] = lineEnd;
            }
            return end <= position;
          });
    }
    if (reached[0] != position) {
      throw new BatonException(
          Reason.CONFIGURATION,
          index
              + ": expected an index of the "
              + position
              + " bytes that this processor wrote before, found one of "
              + reached[0],
          "put the index back, or start under another --name to begin a new one");
    }
    return reached[1];
  }

  @Override
  public void begin(Delivery delivery) throws IOException {
    if (index.position() == 0) {
      byte[] first =
          new PartIndex(kind, delivery.processor()).firstLine().getBytes(StandardCharsets.UTF_8);
      append(line.clear().put(first));
    }
    if (!loader.equals(delivery.loader())) {
      loader = delivery.loader();
      loaderBytes = loader.getBytes(StandardCharsets.UTF_8);
    }
    sequence = delivery.sequence();
    sink.begin(delivery);
  }

  @Override
  public void write(ByteBuffer elements) throws IOException {
    sink.write(elements);
  }

  @Override
  public void end() throws IOException {
    sink.end();
    line.clear().put(loaderBytes);
    put(' ', sequence);
    put(' ', sink.position());
    append(line.put((byte) '\n'));
  }

  private void put(char before, long number) {
    line.put((byte) before);
    int end = line.position();
    for (long rest = number; rest > 0 || end == line.position(); rest /= 10) {
      end++;
    }
    long rest = number;
    for (int at = end - 1; at >= line.position(); at--) {
      line.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    line.position(end);
  }

  private void append(ByteBuffer bytes) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      index.write(bytes);
    }
  }

  @Override
  public void rollback() throws IOException {
    sink.rollback();
  }

  @Override
  public long position() {
    return sink.position();
  }

  @Override
  public void finish() throws IOException {
    sink.finish();
  }

  @Override
  public void close() throws IOException {
    try (index) {
      sink.close();
    }
  }
}
