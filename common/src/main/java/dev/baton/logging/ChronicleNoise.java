package dev.baton.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Drops what Chronicle warns of and we handle: a reader whose outbox was removed under it, which
 * happens whenever a member comes back and clears its old outboxes. Whoever reads outboxes counts
 * it and looks at the slot words instead.
 */
final class ChronicleNoise extends Filter<ILoggingEvent> {
  private static final String REMOVED =
      "current cycle seems to have been deleted from under the queue";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean noise =
        event.getLoggerName().startsWith("net.openhft.")
            && event.getFormattedMessage() != null
            && event.getFormattedMessage().contains(REMOVED);
    return noise ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
