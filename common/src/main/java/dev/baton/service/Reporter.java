package dev.baton.service;

import dev.baton.layout.Counter;
import dev.baton.member.MemberRecord;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * A service's steady state in the log: every ten seconds what was moved, and what is waited for if
 * that takes long. Never a line a slot. Called from the work loop, by its thread, at every turn; so
 * it is also what tells the supervisor that the loop goes round.
 */
public final class Reporter {
  private static final long SUMMARY_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LONG_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Logger log;
  private final MemberRecord record;
  private final Counter slotsCounter;
  private final Supplier<String> waitingFor;
  private final Supervisor supervisor;
  private final long start = System.nanoTime();
  private long last = start;
  private long slots;
  private long elements;
  private long bytes;
  private long waiting;
  private long redelivered;
  private long waitingSince;
  private boolean waitReported;

  /**
   * @param slotsCounter what this member does to slots
   * @param waitingFor says for what and on whom it waits
   * @param supervisor is told the same
   */
  public Reporter(
      Logger log,
      MemberRecord record,
      Counter slotsCounter,
      Supplier<String> waitingFor,
      Supervisor supervisor) {
    this.log = log;
    this.record = record;
    this.slotsCounter = slotsCounter;
    this.waitingFor = waitingFor;
    this.supervisor = supervisor;
    remember();
  }

  /** There was work to do. */
  public void worked() {
    if (waitingSince != 0) {
      long now = System.nanoTime();
      record.add(Counter.WAITING_NANOS, now - waitingSince);
      if (waitReported) {
        log.info(
            "event=wait_over member={} waited_s={}",
            record.name(),
            TimeUnit.NANOSECONDS.toSeconds(now - waitingSince));
      }
      waitingSince = 0;
      waitReported = false;
    }
  }

  /** There was nothing to do. */
  public void waited() {
    long now = System.nanoTime();
    if (waitingSince == 0) {
      waitingSince = now;
    } else if (!waitReported && now - waitingSince > LONG_WAIT_NANOS) {
      waitReported = true;
      String what = waitingFor.get();
      log.info(
          "event=waiting member={} since_s={} {}",
          record.name(),
          TimeUnit.NANOSECONDS.toSeconds(now - waitingSince),
          what);
      supervisor.status("waiting " + what);
    }
    turned(now);
  }

  /** The work loop goes round. */
  public void tick() {
    turned(System.nanoTime());
  }

  private void turned(long now) {
    supervisor.alive(now);
    summary(now);
  }

  private void summary(long now) {
    if (now - last < SUMMARY_NANOS) {
      return;
    }
    double seconds = (now - last) / 1e9;
    long waitedNow =
        record.counter(Counter.WAITING_NANOS) + (waitingSince == 0 ? 0 : now - waitingSince);
    String rate =
        String.format(Locale.ROOT, "%.1f", (record.counter(Counter.BYTES) - bytes) / seconds / 1e6);
    long waitingPercent =
        Math.min(100, Math.max(0, Math.round((waitedNow - waiting) / seconds / 1e7)));
    log.info(
        "event=summary member={} slots={} elements_per_s={} mb_per_s={} waiting_pct={} redelivered={}",
        record.name(),
        record.counter(slotsCounter) - slots,
        Math.round((record.counter(Counter.ELEMENTS) - elements) / seconds),
        rate,
        waitingPercent,
        record.counter(Counter.SLOTS_REDELIVERED) - redelivered);
    supervisor.status(
        "%s: %d slots, %s MB/s, waiting %d %%"
            .formatted(record.name(), record.counter(slotsCounter), rate, waitingPercent));
    last = now;
    remember();
    waiting = waitedNow;
  }

  private void remember() {
    slots = record.counter(slotsCounter);
    elements = record.counter(Counter.ELEMENTS);
    bytes = record.counter(Counter.BYTES);
    waiting = record.counter(Counter.WAITING_NANOS);
    redelivered = record.counter(Counter.SLOTS_REDELIVERED);
  }
}
