package dev.baton.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedFileNamingAndTriggeringPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/** Sets logback up from code: one line an event, to a stream or a file. */
public final class Logging {
  /** How often a log file's size is looked at. */
  private static final long LOOK_MILLIS = 500;

  private final LoggerContext context;
  private final LogLevel level;
  private final Encoder<ILoggingEvent> encoder;

  Logging(LoggerContext context, LogLevel level, Encoder<ILoggingEvent> encoder) {
    this.context = context;
    this.level = level;
    this.encoder = encoder;
  }

  /**
   * For a service.
   *
   * @param stamps whether the log needs a time stamp of ours; false under journald, which then is
   *     told each line's priority instead
   */
  public static Logging of(LogFormat format, LogLevel level, boolean stamps) {
    return new Logging(
        context(), level, format == LogFormat.JSON ? new JsonLines(stamps) : new TextLines(stamps));
  }

  /** For a command that a person has typed: {@code NAME: what happens}. */
  public static Logging ofCommand(String name) {
    return new Logging(context(), LogLevel.INFO, new TextLines(name));
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  /** Logs to a stream from now on, and nowhere else. */
  public void startOn(OutputStream stream) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(startedEncoder());
    appender.setOutputStream(stream);
    start(appender);
  }

  /**
   * Logs to a file from now on, and nowhere else.
   *
   * @throws BatonException {@link Reason#CANNOT_CREATE} if the file cannot be written to
   */
  public void startOn(LogFile file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setEncoder(startedEncoder());
    appender.setFile(file.path().toString());
    appender.setRollingPolicy(rolling(file, appender));
    start(appender);
    if (!appender.isStarted()) {
      throw new BatonException(
          Reason.CANNOT_CREATE,
          "cannot write the log file " + file.path(),
          "name a file that may be written to with --log-file, or leave it out");
    }
  }

  private void start(OutputStreamAppender<ILoggingEvent> appender) {
    appender.addFilter(new ChronicleNoise());
    appender.start();
    RepeatedWarnings limit = new RepeatedWarnings(appender);
    limit.setContext(context);
    limit.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.WARN);
    context.getLogger("dev.baton").setLevel(level.level());
    root.addAppender(limit);
  }

  private Encoder<ILoggingEvent> startedEncoder() {
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private TimeBasedRollingPolicy<ILoggingEvent> rolling(
      LogFile file, RollingFileAppender<ILoggingEvent> appender) {
    // Logback's ready-made SizeAndTimeBasedRollingPolicy looks at the size once a minute only.
    var bySize = new SizeAndTimeBasedFileNamingAndTriggeringPolicy<ILoggingEvent>();
    bySize.setContext(context);
    bySize.setMaxFileSize(new FileSize(file.maxBytes()));
    bySize.setCheckIncrement(Duration.buildByMilliseconds(LOOK_MILLIS));
    TimeBasedRollingPolicy<ILoggingEvent> policy = new TimeBasedRollingPolicy<>();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(file.path() + ".%d{yyyy-MM-dd,UTC}.%i");
    policy.setTimeBasedFileNamingAndTriggeringPolicy(bySize);
    policy.setMaxHistory(file.maxDays());
    policy.setTotalSizeCap(new FileSize(file.maxTotalBytes()));
    policy.setCleanHistoryOnStart(true);
    policy.start();
    return policy;
  }
}
