package dev.baton.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.baton.report.Json;

/**
 * Logback's JSON, a line an event, with the event's pairs as fields of their own, numbers as
 * numbers.
 */
final class JsonLines extends JsonEncoder {
  JsonLines(boolean stamps) {
    setWithTimestamp(stamps);
    setWithNanoseconds(false);
    setWithSequenceNumber(false);
    setWithContext(false);
    setWithMDC(false);
    setWithMarkers(false);
    setWithMessage(false);
    setWithFormattedMessage(false);
    setWithArguments(false);
    setWithKVPList(false);
  }

  @Override
  protected void appendCustomFields(StringBuilder line, ILoggingEvent event) {
    Pairs.of(event).forEach(pair -> field(line, pair.key, pair.value));
  }

  private static void field(StringBuilder line, String name, Object value) {
    line.append(',').append(Json.quote(name)).append(':');
    line.append(
        value instanceof Number || value instanceof Boolean
            ? Json.scalar(value)
            : Json.quote(String.valueOf(value)));
  }
}
