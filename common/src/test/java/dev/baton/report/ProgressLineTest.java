package dev.baton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private static final String CLEAR = "\r\033[K";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();
  private final ProgressLine line =
      new ProgressLine(new PrintStream(terminal, false, StandardCharsets.UTF_8), clock::get);

  @Test
  void shouldDrawFiveTimesASecondAtMost() {
    for (int millis = 0; millis < 1000; millis++) {
      clock.set(TimeUnit.MILLISECONDS.toNanos(millis));
      line.update(() -> "x");
    }

    assertEquals((CLEAR + "x").repeat(5), shown());
  }

  @Test
  void shouldClearTheLineWhenTheJobIsOver() {
    line.update(() -> "x");
    line.close();
    line.close();

    assertEquals(CLEAR + "x" + CLEAR, shown());
  }

  @Test
  void shouldMakeRoomForALogLine() {
    line.update(() -> "x");
    synchronized (ProgressLine.SCREEN) {
      ProgressLine.makeRoom();
      ProgressLine.makeRoom();
    }

    assertEquals(CLEAR + "x" + CLEAR, shown());
  }

  @Test
  void shouldCutWhatWouldNotFit() {
    line.update(() -> "x".repeat(200));

    assertEquals(CLEAR + "x".repeat(79), shown());
  }

  @Test
  void shouldDrawNothingWithoutATerminal() {
    try (ProgressLine none = new ProgressLine(null, clock::get)) {
      none.update(
          () -> {
            throw new AssertionError("asked for a text that nobody sees");
          });
    }
  }

  private String shown() {
    return terminal.toString(StandardCharsets.UTF_8);
  }
}
