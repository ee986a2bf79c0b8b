package dev.baton.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log as it is read, through logback, in a context of its own. */
final class LogLinesTest {
  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void adapt() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void shouldWriteAnEventAsPairs() {
    Logger log = start(new TextLines(false), LogLevel.INFO);
    log.info("event=attached member={} slots={} geometry={}", "loader-1", 8, "8 slots of 4");

    assertEquals(
        "<6>level=info event=attached member=loader-1 slots=8 geometry=\"8 slots of 4\"\n",
        logged());
  }

  @Test
  void shouldTakeQuotesInATemplateAsThere() {
    Logger log = start(new TextLines(false), LogLevel.INFO);
    log.warn("event=failed error=\"{}\" path=\"{}\" after=\"{} tries\"", "a \"b\"", "plain", 3);

    assertEquals(
        "<4>level=warn event=failed error=\"a \\\"b\\\"\" path=plain after=\"3 tries\"\n",
        logged());
  }

  @Test
  void shouldTakeAnArgumentWithoutAKeyAsPairs() {
    Logger log = start(new TextLines(false), LogLevel.INFO);
    log.info("event=waiting member={} {}", "p", "for=\"a free slot\" free=0");

    assertEquals("<6>level=info event=waiting member=p for=\"a free slot\" free=0\n", logged());
  }

  @Test
  void shouldNameTheEventOfTheFluentApi() {
    Logger log = start(new TextLines(false), LogLevel.INFO);
    log.atInfo().addKeyValue("member", "p 1").addKeyValue("none", "").log("started");

    assertEquals("<6>level=info event=started member=\"p 1\" none=\"\"\n", logged());
  }

  @Test
  void shouldKeepASentenceOfAnotherLibraryTogether() {
    start(new TextLines(false), LogLevel.INFO);
    context.getLogger("net.openhft.X").warn("Slow\nlane: {}", "9");

    assertEquals("<4>level=warn logger=net.openhft.X msg=\"Slow\\nlane: 9\"\n", logged());
  }

  @Test
  void shouldStampLinesWithTheTimeInUtc() {
    start(new TextLines(true), LogLevel.INFO).error("event=x");

    String line = logged();
    assertTrue(
        line.matches(
            "time=20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z level=error event=x\n"),
        line);
  }

  @Test
  void shouldKeepAnExceptionOnTheLine() {
    start(new TextLines(false), LogLevel.INFO)
        .error("event=x", new IllegalStateException("a\nb", new IOException("disk")));

    assertEquals(
        "<3>level=error event=x error=\"java.lang.IllegalStateException: a\\nb;"
            + " caused by java.io.IOException: disk\"\n",
        logged());
  }

  @Test
  void shouldShowTheStackOnlyWhenDebugging() {
    start(new TextLines(false), LogLevel.DEBUG).error("event=x", new IOException("disk"));

    assertTrue(logged().contains(" trace=\"java.io.IOException: disk\\n\\tat "), logged());
    assertEquals(1, logged().lines().count());
  }

  @Test
  void shouldSpeakPlainlyToWhoeverTypedACommand() {
    start(new TextLines("baton create"), LogLevel.INFO).info("waiting for {}", "a lock");

    assertEquals("baton create: waiting for a lock\n", logged());
  }

  @Test
  void shouldWriteNumbersAsNumbersInJson() {
    start(new JsonLines(false), LogLevel.INFO)
        .info("event=attached member={} slots={} channel={}", "loader-1", 8, List.of("a b"));

    String line = logged();
    assertTrue(
        line.contains(
            "\"event\":\"attached\",\"member\":\"loader-1\",\"slots\":8,\"channel\":\"[a b]\""),
        line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void shouldDropWhatChronicleSaysAboutOutboxesThatWereRemoved() {
    start(new TextLines(false), LogLevel.INFO);
    context
        .getLogger("net.openhft.chronicle.queue.impl.single.SingleChronicleQueue")
        .warn(
            "The current cycle seems to have been deleted from under the queue, scanning forward");

    assertEquals("", logged());
  }

  @Test
  void shouldKeepTheOtherLibrariesQuiet() {
    start(new TextLines(false), LogLevel.TRACE);
    context.getLogger("net.openhft.X").info("welcome");

    assertEquals("", logged());
  }

  private Logger start(Encoder<ILoggingEvent> encoder, LogLevel level) {
    new Logging(context, level, encoder).startOn(out);
    return context.getLogger("dev.baton.Test");
  }

  private String logged() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
