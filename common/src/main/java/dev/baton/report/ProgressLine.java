package dev.baton.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A line at the bottom of a terminal that says how far a job is: redrawn in place at most five
 * times a second, cleared when the job is over. One thread draws; others may log meanwhile.
 */
public final class ProgressLine implements AutoCloseable {
  /** Guards the terminal: what is drawn there and who draws. */
  static final Object SCREEN = new Object();

  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int WIDTH = 79;
  private static final int CELLS = 20;
  private static final String CLEAR = "\r\033[K";

  /** The line that stands on the terminal now. Guarded by SCREEN. */
  private static ProgressLine shown;

  private final PrintStream terminal;
  private final LongSupplier clock;
  private long drawnNanos;

  ProgressLine(PrintStream terminal, LongSupplier clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.drawnNanos = clock.getAsLong() - REDRAW_NANOS;
  }

  /** {@code [======> ] 31%}, for a part from 0 to 1. */
  public static String bar(double done) {
    int filled = (int) (done * CELLS);
    String cells = "=".repeat(filled) + (filled < CELLS ? ">" : "");
    return String.format(Locale.ROOT, "[%-" + CELLS + "s] %3d%%", cells, (int) (done * 100));
  }

  /** On standard error where that is a terminal; elsewhere one that draws nothing. */
  public static ProgressLine onStandardError() {
    return Terminal.isStandardError()
        ? new ProgressLine(
            new PrintStream(
                new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
            System::nanoTime)
        : new ProgressLine(null, System::nanoTime);
  }

  /** Whether it is time to draw again: never without a terminal. Allocates nothing. */
  public boolean isDue() {
    return terminal != null && clock.getAsLong() - drawnNanos >= REDRAW_NANOS;
  }

  /** Draws what the text says, unless it has just been drawn. Cheap enough for every turn. */
  public void update(Supplier<String> text) {
    if (!isDue()) {
      return;
    }
    String line = text.get();
    synchronized (SCREEN) {
      terminal.print(CLEAR + line.substring(0, Math.min(WIDTH, line.length())));
      terminal.flush();
      drawnNanos = clock.getAsLong();
      shown = this;
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    synchronized (SCREEN) {
      if (shown == this) {
        makeRoom();
      }
    }
  }

  /** Clears whatever line stands there; it comes back with its next update. Needs SCREEN. */
  static void makeRoom() {
    if (shown != null) {
      shown.terminal.print(CLEAR);
      shown.terminal.flush();
      shown = null;
    }
  }
}
