package dev.baton.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/**
 * One line an event, as {@code key=value} pairs: {@code time=2026-11-22T10:18:03.123Z level=info
 * event=started member=loader-1}. Values with spaces, quotes or equals signs are quoted, line
 * breaks escaped.
 *
 * <p>A message that is one lower-case word names the event; one that begins with {@code event=} is
 * pairs already; anything else becomes {@code msg="..."}.
 */
final class TextLines extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9_]*");
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
      message(line, event.getFormattedMessage());
    }
    pairs(line, event.getKeyValuePairs());
    failure(line, event);
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a message is an event's name. */
  static boolean isEvent(String message) {
    return EVENT.matcher(message).matches();
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

  private static void message(StringBuilder line, String message) {
    if (isEvent(message)) {
      pair(line, "event", message);
    } else if (message.startsWith("event=")) {
      line.append(' ').append(message.replace("\n", "\\n"));
    } else {
      pair(line, "msg", message);
    }
  }

  private static void pairs(StringBuilder line, List<KeyValuePair> pairs) {
    if (pairs != null) {
      pairs.forEach(pair -> pair(line, pair.key, pair.value));
    }
  }

  /** The exception on the same line; its stack trace only where debugging is on. */
  private static void failure(StringBuilder line, ILoggingEvent event) {
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
    boolean debugging = org.slf4j.LoggerFactory.getLogger(event.getLoggerName()).isDebugEnabled();
    if (debugging) {
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
