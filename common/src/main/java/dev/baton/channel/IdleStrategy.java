package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What to do when there is nothing to do. Used by one thread. */
public interface IdleStrategy {
  /** There was nothing to do: wait a little, longer each time in a row if this strategy does so. */
  void idle();

  /** There was something to do. */
  void reset();

  /** Never gives the core away: the shortest hand-off, a core for every waiting member. */
  static IdleStrategy spin() {
    return new Backoff(Long.MAX_VALUE, 0, 0, 0);
  }

  /** Gives the core to whoever wants it, and comes back at once. */
  static IdleStrategy yielding() {
    return new Backoff(0, Long.MAX_VALUE, 0, 0);
  }

  /**
   * Spins, then yields, then sleeps, from 1 microsecond doubling to 3 milliseconds. The default.
   */
  static IdleStrategy backOff() {
    return new Backoff(200, 20, TimeUnit.MICROSECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(3));
  }

  /** Sleeps 1 millisecond at a time. */
  static IdleStrategy sleep() {
    long milli = TimeUnit.MILLISECONDS.toNanos(1);
    return new Backoff(0, 0, milli, milli);
  }

  /**
   * The strategy of a name: spin, yield, backoff or sleep.
   *
   * @throws BatonException {@link Reason#USAGE} for another name
   */
  static IdleStrategy of(String name) {
    return switch (name) {
      case "spin" -> spin();
      case "yield" -> yielding();
      case "backoff" -> backOff();
      case "sleep" -> sleep();
      default ->
          throw new BatonException(
              Reason.USAGE,
              "idle strategy '" + name + "': expected spin, yield, backoff or sleep",
              "");
    };
  }

  /** Spins so often, then yields so often, then parks, longer each time. */
  final class Backoff implements IdleStrategy {
    private final long spins;
    private final long yields;
    private final long minParkNanos;
    private final long maxParkNanos;
    private long turns;
    private long parkNanos;

    private Backoff(long spins, long yields, long minParkNanos, long maxParkNanos) {
      this.spins = spins;
      this.yields = yields;
      this.minParkNanos = minParkNanos;
      this.maxParkNanos = maxParkNanos;
      reset();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // yielding is what this strategy is for
    public void idle() {
      if (turns < spins) {
        turns++;
        Thread.onSpinWait();
      } else if (turns - spins < yields) {
        turns++;
        Thread.yield();
      } else {
        LockSupport.parkNanos(parkNanos);
        parkNanos = Math.min(maxParkNanos, parkNanos * 2);
      }
    }

    /** How long the next {@link #idle} sleeps, ns; 0 while it spins or yields. */
    long nextParkNanos() {
      return turns < spins || turns - spins < yields ? 0 : parkNanos;
    }

    @Override
    public void reset() {
      turns = 0;
      parkNanos = minParkNanos;
    }
  }
}
