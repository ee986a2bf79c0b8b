package dev.baton.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RepeatedWarningsTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  private final RepeatedWarnings limit = new RepeatedWarnings(appender);

  @BeforeEach
  void start() {
    limit.setContext(context);
    limit.start();
    appender.start();
  }

  @Test
  void shouldCountWhatItHoldsBack() {
    for (int i = 0; i < 100; i++) {
      log(i, Level.WARN, "event=again");
    }
    log(RepeatedWarnings.WINDOW_MILLIS, Level.INFO, "event=summary");

    assertEquals(RepeatedWarnings.BURST + 2, appender.list.size());
    ILoggingEvent report = appender.list.get(RepeatedWarnings.BURST);
    assertEquals("warnings_suppressed", report.getMessage());
    assertEquals(
        List.of("warning=\"event=again\"", "count=\"95\"", "seconds=\"10\""),
        report.getKeyValuePairs().stream().map(Object::toString).toList());
  }

  @Test
  void shouldLetWarningsThroughAgainLater() {
    for (int i = 0; i < 12; i++) {
      log(i * RepeatedWarnings.WINDOW_MILLIS / 3, Level.WARN, "event=again");
    }

    assertEquals(12, appender.list.size());
  }

  @Test
  void shouldTellDifferentWarningsApart() {
    for (int i = 0; i < 10; i++) {
      log(0, Level.WARN, "event=w" + i);
    }

    assertEquals(10, appender.list.size());
  }

  @Test
  void shouldNeverHoldBackAnError() {
    for (int i = 0; i < 100; i++) {
      log(0, Level.ERROR, "event=again");
    }

    assertEquals(100, appender.list.size());
  }

  private void log(long millis, Level level, String message) {
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("dev.baton.Test"), level, message, null, null);
    event.setTimeStamp(millis);
    limit.doAppend(event);
  }
}
