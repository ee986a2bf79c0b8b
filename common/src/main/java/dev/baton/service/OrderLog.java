package dev.baton.service;

import dev.baton.layout.Flow;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;

/**
 * Logs every order to pause, to drain or to go on, and at the start one that stands. One thread.
 */
public final class OrderLog {
  private final Logger log;
  private final String member;
  private final ControlView view;
  private long seen;

  /** For a member's log; will look at the channel in a directory, read-only. */
  public OrderLog(Logger log, String member, Path channel) {
    this.log = log;
    this.member = member;
    this.view = ControlView.map(new ChannelDirectory(channel));
    if (view.standingOrder().isEmpty()) {
      seen = view.flowWord();
    }
  }

  /** Looks; one volatile read unless there is a new order. */
  public void look() {
    long word = view.flowWord();
    if (word != seen) {
      seen = word;
      view.order().ifPresent(this::log);
    }
  }

  /** Why a member leaves that was not told so by a signal: {@code draining by eve: maintenance}. */
  public String why() {
    return view.standingOrder().map(ControlView.Order::toString).orElse("an order taken back");
  }

  private void log(ControlView.Order order) {
    log.info(
        "event={} member={} by=\"{}\" since={} reason=\"{}\"",
        order.flow() == Flow.RUNNING ? "resumed" : order.flow().word(),
        member,
        order.who(),
        Instant.ofEpochMilli(order.millis()),
        order.reason());
  }
}
