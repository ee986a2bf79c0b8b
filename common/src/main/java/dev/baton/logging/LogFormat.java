package dev.baton.logging;

import java.util.Locale;

/** How a log line looks. */
public enum LogFormat {
  /** {@code key=value} pairs. */
  TEXT,
  /** A JSON object a line. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
