package dev.baton.loader;

import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** A loader's sources, one after the other, as one. */
final class SourceSequence implements Source {
  private final List<Source> sources;
  private final SourcePosition end = new SourcePosition();
  private int current;

  /** The sources in their order; at least one. */
  SourceSequence(List<Source> sources) {
    this.sources = List.copyOf(sources);
    this.end.file = Long.MAX_VALUE;
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    while (current < sources.size()) {
      if (sources.get(current).fill(target) == Supply.MORE) {
        return Supply.MORE;
      }
      current++;
      if (!target.hasRemaining()) {
        break;
      }
    }
    return current < sources.size() ? Supply.MORE : Supply.END;
  }

  @Override
  public void position(SourcePosition into) throws IOException {
    into.file = 0;
    into.offset = 0;
    into.line = 0;
    into.part = 0;
    if (current < sources.size()) {
      sources.get(current).position(into);
    }
    into.source = current;
  }

  @Override
  public void resume(SourcePosition from) throws IOException {
    turnTo(from.source);
    if (current < sources.size()) {
      sources.get(current).resume(from);
    }
  }

  @Override
  public void readBy(String reader) throws IOException {
    for (Source source : sources) {
      source.readBy(reader);
    }
  }

  /** Sources in front of the one at the position have been published to their end. */
  @Override
  public void published(SourcePosition upTo) throws IOException {
    int reading = (int) Math.min(upTo.source, sources.size());
    for (int i = 0; i < reading; i++) {
      sources.get(i).published(end);
    }
    if (reading < sources.size()) {
      sources.get(reading).published(upTo);
    }
  }

  /** Which source is being read, from 0; the last when all have been. */
  int current() {
    return Math.min(current, sources.size() - 1);
  }

  /** Whether the source that is being read is. */
  @Override
  public boolean isResumable() {
    return current >= sources.size() || sources.get(current).isResumable();
  }

  /** Another of the source that is being read. */
  @Override
  public Source another() {
    return current < sources.size() ? sources.get(current).another() : null;
  }

  /** Which sources, from 0, can be read by one thread only. */
  int[] readByOne() {
    return IntStream.range(0, sources.size())
        .filter(i -> sources.get(i).another() == null)
        .toArray();
  }

  /** Goes on at the beginning of a source, which may be the first of which nothing is read yet. */
  void turnTo(long source) {
    current = (int) Math.max(0, Math.min(source, sources.size()));
  }

  /**
   * The row length that those sources that have rows agree on; 1 if none has rows, -1 if they
   * differ.
   */
  @Override
  public int rowLength() {
    int row = 1;
    for (Source source : sources) {
      int its = source.rowLength();
      if (row != 1 && its != 1 && its != row) {
        return -1;
      }
      row = Math.max(row, its);
    }
    return row;
  }

  @Override
  public long size() {
    long sum = 0;
    for (Source source : sources) {
      if (source.size() < 0) {
        return -1;
      }
      sum += source.size();
    }
    return sum;
  }

  @Override
  public long consumed() {
    return sources.stream().mapToLong(Source::consumed).sum();
  }

  @Override
  public long bad() {
    return sources.stream().mapToLong(Source::bad).sum();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Source source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
