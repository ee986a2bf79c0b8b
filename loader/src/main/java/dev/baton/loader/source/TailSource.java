package dev.baton.loader.source;

import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that bear a name one after the other, without end; each is an input of its own. Its
 * position has the file's {@link TailMark}.
 */
final class TailSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(TailSource.class);

  /** How often is looked for a file that is not there. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final TailedFiles files;
  private final StreamKind kind;
  private final WholeRows rows;
  private TailInput input;
  private Source source;

  /** The file that was read to its end, if it was rotated; the next is looked for behind it. */
  private TailedFiles.Found last;

  private long bad;
  private boolean looked;
  private long lookedNanos;
  private long markedOffset = -1;
  private long mark;

  /** Where the last file ended, as long as there is no next one. */
  private final SourcePosition end = new SourcePosition();

  TailSource(TailedFiles files, StreamKind kind, Elements elements) {
    this.files = files;
    this.kind = kind;
    this.rows = new WholeRows(elements, kind.rowLength());
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    if (source == null && !next()) {
      return Supply.MORE;
    }
    int start = target.position();
    Supply supply = source.fill(target);
    rows.add(target.position() - start);
    if (supply == Supply.END) {
      leave();
    }
    return Supply.MORE;
  }

  private boolean next() throws IOException {
    long now = System.nanoTime();
    if (looked && now - lookedNanos < LOOK_NANOS) {
      return false;
    }
    looked = true;
    lookedNanos = now;
    Optional<TailInput> next = last == null ? files.openCurrent() : files.openAfter(last);
    next.ifPresent(this::begin);
    return next.isPresent();
  }

  private void begin(TailInput next) {
    input = next;
    source = kind.open(next);
    looked = false;
    markedOffset = -1;
    LOG.info("event=tail_file file=\"{}\" inode={}", next.name(), next.found().inode());
  }

  private void leave() throws IOException {
    rows.end(input.name());
    position(end);
    bad += source.bad();
    last = input.found();
    source.close();
    source = null;
  }

  @Override
  public void position(SourcePosition into) throws IOException {
    if (source == null) {
      into.file = end.file;
      into.offset = end.offset;
      into.line = end.line;
      into.part = end.part;
      return;
    }
    source.position(into);
    if (into.offset != markedOffset) {
      mark = TailMark.of(input.found().inode(), input.channel(), kind.bytes(into.offset));
      markedOffset = into.offset;
    }
    into.file = mark;
  }

  @Override
  public void resume(SourcePosition from) throws IOException {
    Optional<TailInput> found = files.openMarked(from.file, kind.bytes(from.offset));
    if (found.isEmpty()) {
      LOG.warn(
          "event=tail_lost file=\"{}\" offset={} effect=\"what was written behind it is not found:"
              + " removed, compressed, or truncated; goes on at the beginning of what is there\"",
          files.file(),
          from.offset);
      return;
    }
    begin(found.get());
    source.resume(from);
  }

  @Override
  public int rowLength() {
    return kind.rowLength();
  }

  @Override
  public long bad() {
    return bad + (source == null ? 0 : source.bad());
  }

  @Override
  public void close() throws IOException {
    if (source != null) {
      source.close();
    }
  }
}
