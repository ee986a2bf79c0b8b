package dev.baton.service;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Holds a service to a rate, evenly: whoever moved more than is due by now waits. Time that was
 * spent waiting for others is not made up for beyond a tenth of a second.
 */
public final class Pace {
  private static final int PIECES_PER_SECOND = 50;
  private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final double nanosPerElement;
  private final long rate;
  private long dueNanos = System.nanoTime();

  private Pace(long rate) {
    this.rate = rate;
    this.nanosPerElement = (double) TimeUnit.SECONDS.toNanos(1) / rate;
  }

  /** At most so many elements a second; no limit if empty. */
  public static Pace of(Optional<Long> rate) {
    return new Pace(rate.orElse(Long.MAX_VALUE));
  }

  /** Elements were moved. */
  public void moved(long elements) {
    if (rate != Long.MAX_VALUE) {
      long earliest = System.nanoTime() - CREDIT_NANOS;
      long from = dueNanos - earliest < 0 ? earliest : dueNanos;
      dueNanos = from + Math.round(elements * nanosPerElement);
    }
  }

  /** Whether it is too early to move more. */
  public boolean isAhead() {
    return rate != Long.MAX_VALUE && System.nanoTime() - dueNanos < 0;
  }

  /**
   * How many bytes to move at once, so that the rate is kept evenly: at least an element, at most
   * {@code most}.
   */
  public int pieceBytes(int most, int itemSize) {
    long elements = Math.max(1, rate / PIECES_PER_SECOND);
    return elements > most / itemSize ? most : (int) elements * itemSize;
  }
}
