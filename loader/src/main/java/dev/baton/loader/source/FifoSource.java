package dev.baton.loader.source;

import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The writers of a named pipe, one after the other, without end. */
final class FifoSource implements Source {
  private final PipeInput input;
  private final StreamKind kind;
  private final WholeRows rows;
  private Source writer;
  private long bad;

  FifoSource(PipeInput input, StreamKind kind, Elements elements) {
    this.input = input;
    this.kind = kind;
    this.rows = new WholeRows(elements, kind.rowLength());
    this.writer = kind.open(input);
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    int start = target.position();
    Supply supply = writer.fill(target);
    rows.add(target.position() - start);
    if (supply == Supply.END) {
      rows.end(input.name());
      bad += writer.bad();
      writer = kind.open(input);
    }
    return Supply.MORE;
  }

  @Override
  public void position(SourcePosition into) throws IOException {
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
