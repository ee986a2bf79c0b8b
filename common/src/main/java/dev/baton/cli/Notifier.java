package dev.baton.cli;

import dev.baton.service.Supervisor;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how the service is in the words of sd_notify(3): {@code READY=1}, {@code STATUS=...},
 * {@code WATCHDOG=1}, {@code STOPPING=1}. One who cannot be told is no reason to stop working. Used
 * by one thread.
 */
final class Notifier implements Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  /** Where messages go. */
  interface Receiver {
    /**
     * Takes a message.
     *
     * @param state one or more lines {@code KEY=value}
     */
    void take(String state) throws IOException;
  }

  private final List<Receiver> receivers;
  private final long aliveNanos;
  private long lastAlive = System.nanoTime();

  /**
   * @param receivers who is told
   * @param aliveNanos how often that the work loop goes round
   */
  Notifier(List<Receiver> receivers, long aliveNanos) {
    this.receivers = receivers;
    this.aliveNanos = aliveNanos;
  }

  @Override
  public void status(String text) {
    send("STATUS=" + line(text));
  }

  @Override
  public void ready(String text) {
    send("READY=1\nSTATUS=" + line(text));
  }

  @Override
  public void alive(long nowNanos) {
    if (nowNanos - lastAlive >= aliveNanos) {
      lastAlive = nowNanos;
      send("WATCHDOG=1");
    }
  }

  @Override
  public void stopping(String text) {
    send("STOPPING=1\nSTATUS=" + line(text));
  }

  private void send(String state) {
    for (Receiver receiver : receivers) {
      try {
        receiver.take(state);
      } catch (IOException e) {
        LOG.warn(
            "event=supervisor_not_told to=\"{}\" message=\"{}\" error=\"{}\"",
            receiver,
            state.replace('\n', ' '),
            e.getMessage());
      }
    }
  }

  private static String line(String text) {
    return text.replace('\n', ' ');
  }
}
