package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The writers of a named pipe, one after the other, without end. */
final class FifoSource implements Source {
  private final PipeInput input;
  private final StreamKind kind;
  private final int rowBytes;
  private Source writer;

  /** Bytes of elements that the writer has given, and bad ones of all writers before it. */
  private long given;

  private long bad;

  FifoSource(PipeInput input, StreamKind kind, Elements elements) {
    this.input = input;
    this.kind = kind;
    this.rowBytes = Math.max(elements.rowLength(), kind.rowLength()) * elements.dtype().itemSize();
    this.writer = kind.open(input);
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    int start = target.position();
    Supply supply = writer.fill(target);
    given += target.position() - start;
    if (supply == Supply.END) {
      requireWholeRows();
      bad += writer.bad();
      given = 0;
      writer = kind.open(input);
    }
    return Supply.MORE;
  }

  /** What the next one writes would not be what it means. */
  private void requireWholeRows() {
    if (given % rowBytes != 0) {
      throw new BatonException(
          Reason.BAD_DATA,
          input.name()
              + ": a writer's data ends in the middle of a row: found "
              + given % rowBytes
              + " bytes of it, expected "
              + rowBytes,
          "choose another --row-length, or let writers complete their rows");
    }
  }

  @Override
  public void position(SourcePosition into) {
    writer.position(into);
  }

  @Override
  public void resume(SourcePosition from) {
    input.seek(from.offset);
  }

  @Override
  public boolean isResumable() {
    return false;
  }

  @Override
  public int rowLength() {
    return kind.rowLength();
  }

  @Override
  public long consumed() {
    return input.consumed();
  }

  @Override
  public long bad() {
    return bad + writer.bad();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
