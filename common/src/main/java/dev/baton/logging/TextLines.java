package dev.baton.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line an event, as {@code key=value} pairs: {@code time=2026-11-22T10:18:03.123Z level=info
 * event=started member=loader-1}. Values with spaces, quotes or equals signs are quoted, line
 * breaks escaped. What the pairs are is told by {@link Pairs}.
 */
final class TextLines extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String OUR_LOGGERS = "dev.baton.";

  private final boolean stamps;
  private final String command;

  /** For a service. */
  TextLines(boolean stamps) {
    this.stamps = stamps;
    this.command = null;
  }

  /** For a command that a person has typed: neither time nor level. */
  TextLines(String command) {
    this.stamps = false;
    this.command = command;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    if (command != null) {
      line.append(command).append(": ").append(event.getFormattedMessage());
    } else {
      head(line, event);
      Pairs.of(event).forEach(pair -> pair(line, pair.key, pair.value));
    }
    failure(line, event);
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void head(StringBuilder line, ILoggingEvent event) {
    if (stamps) {
      TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line.append("time="));
      line.append(' ');
    } else {
      line.append('<').append(priority(event.getLevel())).append('>');
    }
    line.append("level=").append(event.getLevel().toString().toLowerCase(Locale.ROOT));
    if (!event.getLoggerName().startsWith(OUR_LOGGERS)) {
      pair(line, "logger", event.getLoggerName());
    }
  }

  /** As sd-daemon(3) has it; journald takes it off the line and keeps it as the priority. */
  private static int priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> 3;
      case Level.WARN_INT -> 4;
      case Level.INFO_INT -> 6;
      default -> 7;
    };
  }

  /** The exception on the same line; its stack trace only where debugging is on. */
  private void failure(StringBuilder line, ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return;
    }
    StringBuilder chain = new StringBuilder();
    for (IThrowableProxy cause = thrown; cause != null; cause = cause.getCause()) {
      chain.append(chain.isEmpty() ? "" : "; caused by ").append(cause.getClassName());
      chain.append(cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
    pair(line, "error", chain);
    if (((LoggerContext) getContext()).getLogger(event.getLoggerName()).isDebugEnabled()) {
      pair(line, "trace", ThrowableProxyUtil.asString(thrown));
    }
  }

  private static void pair(StringBuilder line, String key, Object value) {
    line.append(' ').append(key).append('=');
    String text = String.valueOf(value);
    if (isPlain(text)) {
      line.append(text);
      return;
    }
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    line.append('"');
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '"' && c != '=');
  }
}
