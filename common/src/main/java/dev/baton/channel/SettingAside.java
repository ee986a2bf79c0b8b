package dev.baton.channel;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes slots that failed too often, or are damaged, out of the line: the array is copied to {@code
 * set-aside/} with its story, and the slot released like any other. A death in between is that of a
 * processor with a slot, no more; whoever does it again writes the same files.
 *
 * <p>Where there is no space for the copy the slot is kept, and tried again every second; other
 * slots are worked on meanwhile.
 */
public final class SettingAside {
  private static final Logger LOG = LoggerFactory.getLogger(SettingAside.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Processor processor;
  private final SetAside place;
  private final Path channel;
  private final int maxAttempts;
  private final Deque<BorrowedSlot> waiting = new ArrayDeque<>();
  private long triedNanos;
  private long saidNanos;
  private boolean said;
  private long done;

  /** For a processor of a channel; {@code maxAttempts} failed tries are enough. */
  public SettingAside(Processor processor, Path channel, int maxAttempts) {
    this.processor = processor;
    this.place = new SetAside(new ChannelDirectory(channel));
    this.channel = channel;
    this.maxAttempts = maxAttempts;
  }

  /**
   * Whether a slot is not to be tried any more. Looks over its elements if they have a checksum.
   */
  public boolean concerns(BorrowedSlot slot) {
    return slot.attempts() >= maxAttempts || !slot.isIntact();
  }

  /** Sets a slot aside that this concerns, now or as soon as there is space. */
  public void take(BorrowedSlot slot) {
    if (!waiting.isEmpty() || !setAside(slot)) {
      waiting.add(slot);
    }
  }

  /**
   * Tries again what had to wait.
   *
   * @return how many slots were set aside
   */
  public int doWork() {
    int before = waiting.size();
    if (before > 0 && System.nanoTime() - triedNanos >= RETRY_NANOS) {
      while (!waiting.isEmpty() && setAside(waiting.peek())) {
        waiting.remove();
      }
    }
    return before - waiting.size();
  }

  /** Gives back what has to wait still: somebody else may have more luck. */
  public void giveBack() {
    while (!waiting.isEmpty()) {
      waiting.remove().requeue(false);
    }
  }

  /** How many slots were set aside. */
  public long done() {
    return done;
  }

  /** False if it has to be tried again. */
  private boolean setAside(BorrowedSlot slot) {
    triedNanos = System.nanoTime();
    SetAsideStory story = story(slot);
    Path array;
    try {
      array = place.put(story, slot.array().byteBuffer());
    } catch (IOException failed) {
      sayWhy(story, failed);
      return false;
    }
    LOG.error(
        "event=set_aside member={} slot={} loader={} sequence={} length={} attempts={} tries=\"{}\""
            + " damage=\"{}\" array={} hint=\"baton set-aside show {} {}\"",
        processor.name(),
        story.slot(),
        story.loader(),
        story.sequence(),
        story.length(),
        story.attempts(),
        story.outcomes(),
        story.damage(),
        array,
        channel,
        story.name());
    if (!slot.release()) {
      throw slot.lost();
    }
    processor.record().add(Counter.SLOTS_SET_ASIDE, 1);
    done++;
    return true;
  }

  private void sayWhy(SetAsideStory story, IOException failed) {
    if (!said || triedNanos - saidNanos >= SAY_NANOS) {
      said = true;
      saidNanos = triedNanos;
      LOG.error(
          "event=set_aside_waits member={} slot={} loader={} sequence={} error=\"{}\""
              + " effect=\"the slot is kept and this is tried every second; other slots go on\"",
          processor.name(),
          story.slot(),
          story.loader(),
          story.sequence(),
          failed.getMessage());
    }
  }

  private SetAsideStory story(BorrowedSlot slot) {
    Geometry geometry = processor.geometry();
    SourcePosition at = slot.position();
    return new SetAsideStory(
        slot.loader(),
        slot.sequence(),
        slot.id(),
        slot.generation(),
        slot.offset(),
        slot.length(),
        geometry.dtype().toString(),
        geometry.rowLength(),
        new SetAsideStory.Position(at.source, at.offset, at.line, at.part),
        slot.damage(),
        processor.name(),
        Instant.now(),
        slot.attempts(),
        slot.tries().stream()
            .map(
                each ->
                    new SetAsideStory.Try(
                        each.member(), each.incarnation(), each.when(), each.outcome().word()))
            .toList());
  }
}
