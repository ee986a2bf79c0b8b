package dev.baton.logging;

import ch.qos.logback.classic.Level;
import java.util.Locale;

/** What is worth a log line. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  Level level() {
    return Level.toLevel(name());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
