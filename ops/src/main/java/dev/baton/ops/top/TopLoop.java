package dev.baton.ops.top;

import dev.baton.report.Figures;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The live display: a frame for each interval, and at once when a key asks for it. */
final class TopLoop {
  private static final double LEAST_SECONDS = 0.25;
  private static final double MOST_SECONDS = 60;

  private final RawTerminal terminal;
  private final Paint paint;
  private final ChannelDirectory directory;
  private double interval;
  private long framesLeft;
  private int scrolled;
  private boolean halted;
  private boolean quit;

  TopLoop(
      RawTerminal terminal, Paint paint, ChannelDirectory directory, double interval, long frames) {
    this.terminal = terminal;
    this.paint = paint;
    this.directory = directory;
    this.interval = interval;
    this.framesLeft = frames;
  }

  /** Runs until q, or until all frames were shown. */
  void run(Snapshot first) throws IOException {
    Movement movement = Movement.between(first, first);
    RawTerminal.Size size = terminal.size();
    draw(movement, size);
    while (!quit && framesLeft > 0) {
      boolean pressed = press(terminal.key());
      Snapshot before = movement.now();
      boolean due = System.nanoTime() - before.nanos() >= interval * TimeUnit.SECONDS.toNanos(1);
      if (due && !halted) {
        movement = Movement.between(before, Snapshot.take(directory));
        framesLeft--;
      }
      RawTerminal.Size found = due || pressed ? terminal.size() : size;
      if (pressed || !found.equals(size) || (due && !halted)) {
        size = found;
        scrolled = Math.min(scrolled, Math.max(0, movement.members().size() - 1));
        draw(movement, size);
      }
    }
  }

  private void draw(Movement movement, RawTerminal.Size size) throws IOException {
    String foot =
        (halted ? "HALTED  p go on" : "p halt")
            + "  q quit  arrows: scroll, "
            + "every "
            + Figures.duration((long) (interval * 1e9));
    terminal.show(
        new TopScreen(movement, paint, size.columns() - 1, size.rows()).lines(scrolled, foot));
  }

  /** Whether a key that means something was pressed. */
  private boolean press(String key) {
    switch (key) {
      case "q", "Q" -> quit = true;
      case "p", "P", " " -> halted = !halted;
      case "up" -> scrolled = Math.max(0, scrolled - 1);
      case "down" -> scrolled++;
      case "left" -> interval = Math.min(MOST_SECONDS, interval * 2);
      case "right" -> interval = Math.max(LEAST_SECONDS, interval / 2);
      default -> {
        return false;
      }
    }
    return true;
  }
}
