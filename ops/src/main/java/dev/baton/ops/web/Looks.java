package dev.baton.ops.web;

import dev.baton.error.BatonException;
import dev.baton.ops.status.StatusJson;
import dev.baton.ops.top.Movement;
import dev.baton.report.Json;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a channel when somebody asks, and at most twice an interval, however many ask. Safe for
 * several threads.
 */
final class Looks {
  /** Rates over a longer time, because nobody asked meanwhile, would say nothing about now. */
  private static final double MOST_INTERVALS = 5;

  private final ChannelDirectory directory;
  private final double interval;
  private final Turns turns = new Turns();

  /** Null before the first. */
  private Snapshot last;

  private long takenNanos;
  private String json;

  /** Of the channel in a directory, which may come and go. */
  Looks(ChannelDirectory directory, double interval) {
    this.directory = directory;
    this.interval = interval;
  }

  /** Why there is nothing to look at, on one line. */
  Optional<String> problem() {
    try {
      Snapshot.take(directory);
      return Optional.empty();
    } catch (BatonException refused) {
      return Optional.of(refused.getMessage());
    }
  }

  /** What the page shows, as JSON on one line. */
  synchronized String look() {
    if (json == null || secondsSince(takenNanos) >= interval / 2) {
      json = Json.line(fresh());
      takenNanos = System.nanoTime();
    }
    return json;
  }

  /**
   * What {@code baton status --format json} prints of the channel as it is now.
   *
   * @throws BatonException if there is no channel any more, or it is damaged
   */
  String status() {
    return Json.of(new StatusJson(Snapshot.take(directory)).fields());
  }

  /**
   * What status tells of one slot.
   *
   * @return empty if there is no such slot
   */
  Optional<String> slot(int slot) {
    Snapshot now = Snapshot.take(directory);
    return slot >= 0 && slot < now.slots().size()
        ? Optional.of(Json.line(new StatusJson(now).slot(now.slots().get(slot))))
        : Optional.empty();
  }

  private Map<String, Object> fresh() {
    Map<String, Object> fields = new LinkedHashMap<>();
    try {
      Snapshot now = Snapshot.take(directory);
      Movement movement = Movement.between(isBefore(now) ? last : now, now);
      last = now;
      fields.putAll(new LookJson(movement, turns.at(now)).fields());
      fields.put("problem", null);
    } catch (BatonException refused) {
      fields.put("channel", directory.toString());
      fields.put("problem", refused.getMessage());
      fields.put("hint", refused.hint());
    }
    fields.put("interval_seconds", interval);
    return fields;
  }

  /** Whether the last look was at the same channel, and not too long ago. */
  private boolean isBefore(Snapshot now) {
    return last != null
        && last.view().channelId() == now.view().channelId()
        && secondsSince(last.nanos()) <= MOST_INTERVALS * interval;
  }

  private static double secondsSince(long nanos) {
    return (double) (System.nanoTime() - nanos) / TimeUnit.SECONDS.toNanos(1);
  }
}
