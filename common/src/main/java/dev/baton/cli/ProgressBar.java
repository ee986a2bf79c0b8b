package dev.baton.cli;

import dev.baton.report.Figures;
import dev.baton.report.ProgressLine;
import dev.baton.service.ProgressView;
import java.util.function.LongSupplier;

/**
 * How far a finite input has been read, on a terminal: {@code loading [======> ] 43% 1.2 GB of 2.8
 * GB 310 MB/s 5.1 s left}. Nothing for an endless one, and nothing where standard error is no
 * terminal. Used by one thread.
 */
public final class ProgressBar implements ProgressView, AutoCloseable {
  private final String doing;
  private final ProgressLine line;
  private final LongSupplier clock;
  private final long startNanos;
  private long startedAt = -1;

  ProgressBar(String doing, ProgressLine line, LongSupplier clock) {
    this.doing = doing;
    this.line = line;
    this.clock = clock;
    this.startNanos = clock.getAsLong();
  }

  /** A bar for something that is being done: {@code loading}. */
  public static ProgressBar onTerminal(String doing) {
    return new ProgressBar(doing, ProgressLine.onStandardError(), System::nanoTime);
  }

  /** Bytes done of bytes in all; -1 in all for an endless input. */
  @Override
  public void show(long done, long size) {
    if (startedAt < 0) {
      startedAt = done; // a resumed job has not done that much in this time
    }
    if (size > 0 && line.isDue()) {
      line.update(() -> text(Math.min(done, size), size));
    }
  }

  @Override
  public void clear() {
    line.close();
  }

  @Override
  public void close() {
    clear();
  }

  private String text(long done, long size) {
    double seconds = (clock.getAsLong() - startNanos) / 1e9;
    double rate = seconds > 0 ? (done - startedAt) / seconds : 0;
    String left = rate > 0 ? Figures.duration((long) ((size - done) / rate * 1e9)) + " left" : "";
    return String.join(
            "  ",
            doing + " " + ProgressLine.bar((double) done / size),
            Figures.bytes(done) + " of " + Figures.bytes(size),
            Figures.bytesPerSecond(done - startedAt, seconds),
            left)
        .stripTrailing();
  }
}
