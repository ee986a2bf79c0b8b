package dev.baton.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Lets a warning through five times in ten seconds, then counts; the count is logged as soon as the
 * ten seconds are over and anything else is logged. Warnings are the same when logger and message
 * are, whatever the values.
 */
final class RepeatedWarnings extends AppenderBase<ILoggingEvent> {
  static final int BURST = 5;
  static final long WINDOW_MILLIS = 10_000;

  private final Appender<ILoggingEvent> next;
  private final Map<String, Window> windows = new HashMap<>();

  /** How often a warning came since its window was opened. */
  private static final class Window {
    private final ILoggingEvent first;
    private int count;

    Window(ILoggingEvent first) {
      this.first = first;
    }
  }

  /** Passes on what it lets through. */
  RepeatedWarnings(Appender<ILoggingEvent> next) {
    this.next = next;
  }

  @Override
  protected void append(ILoggingEvent event) {
    closeWindows(event.getTimeStamp());
    if (event.getLevel() != Level.WARN || isWithinBurst(event)) {
      next.doAppend(event);
    }
  }

  @Override
  public void stop() {
    super.stop();
    next.stop();
  }

  private boolean isWithinBurst(ILoggingEvent warning) {
    String key = warning.getLoggerName() + ' ' + warning.getMessage();
    Window window = windows.computeIfAbsent(key, unused -> new Window(warning));
    return ++window.count <= BURST;
  }

  private void closeWindows(long now) {
    for (Iterator<Window> all = windows.values().iterator(); all.hasNext(); ) {
      Window window = all.next();
      if (now - window.first.getTimeStamp() >= WINDOW_MILLIS) {
        all.remove();
        if (window.count > BURST) {
          report(window, now);
        }
      }
    }
  }

  private void report(Window window, long now) {
    Logger logger = ((LoggerContext) getContext()).getLogger(window.first.getLoggerName());
    LoggingEvent report =
        new LoggingEvent(Logger.FQCN, logger, Level.INFO, "warnings_suppressed", null, null);
    report.setTimeStamp(now);
    report.setKeyValuePairs(
        List.of(
            new KeyValuePair("warning", window.first.getMessage()),
            new KeyValuePair("count", window.count - BURST),
            new KeyValuePair("seconds", WINDOW_MILLIS / 1000)));
    next.doAppend(report);
  }
}
