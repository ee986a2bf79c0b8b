package dev.baton.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
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
final class RepeatedWarnings extends Filter<ILoggingEvent> {
  static final int BURST = 5;
  static final long WINDOW_MILLIS = 10_000;

  private final Appender<ILoggingEvent> appender;
  private final Map<String, Window> windows = new HashMap<>();

  /** How often a warning came since its window was opened. */
  private static final class Window {
    private final ILoggingEvent first;
    private int count;

    Window(ILoggingEvent first) {
      this.first = first;
    }
  }

  RepeatedWarnings(Appender<ILoggingEvent> appender) {
    this.appender = appender;
  }

  @Override
  public synchronized FilterReply decide(ILoggingEvent event) {
    if (windows.isEmpty() && event.getLevel() != Level.WARN) {
      return FilterReply.NEUTRAL;
    }
    closeWindows(event.getTimeStamp());
    if (event.getLevel() != Level.WARN) {
      return FilterReply.NEUTRAL;
    }
    String key = event.getLoggerName() + ' ' + event.getMessage();
    Window window = windows.computeIfAbsent(key, unused -> new Window(event));
    return ++window.count <= BURST ? FilterReply.NEUTRAL : FilterReply.DENY;
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

  /** At INFO, and so never counted itself. */
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
    appender.doAppend(report);
  }
}
