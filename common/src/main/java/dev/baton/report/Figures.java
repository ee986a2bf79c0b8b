package dev.baton.report;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers as people read them, always with their unit, never in the language of the machine. */
public final class Figures {
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

  private Figures() {}

  /** {@code 1,234,567}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 slot}, {@code 2 slots}. */
  public static String count(long number, String what) {
    return count(number) + " " + what + (number == 1 ? "" : "s");
  }

  /** {@code 4.94 GB}: powers of 1000, as rates of memory are given; three digits that count. */
  public static String bytes(long bytes) {
    return scaled((double) bytes) + "B";
  }

  /** {@code 0.49 GB/s}. */
  public static String bytesPerSecond(long bytes, double seconds) {
    return scaled(perSecond(bytes, seconds)) + "B/s";
  }

  /** {@code 0.494 GB/s}: always in this unit, for comparing. */
  public static String gigabytesPerSecond(long bytes, double seconds) {
    return String.format(Locale.ROOT, "%.3f GB/s", perSecond(bytes, seconds) / 1e9);
  }

  /** {@code 123 M elements/s}. */
  public static String perSecond(long count, double seconds, String what) {
    return scaled(perSecond(count, seconds)).stripTrailing() + " " + what + "/s";
  }

  /**
   * A duration in the one or two units that matter: {@code 850 us}, {@code 10.0 s}, {@code 2 min 05
   * s}, {@code 3 h 12 min}, {@code 5 d 1 h}.
   */
  public static String duration(long nanos) {
    if (nanos < 0) {
      return "-" + duration(-Math.max(nanos, -Long.MAX_VALUE));
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    if (seconds < 60) {
      return shortDuration(nanos);
    } else if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    } else if (seconds < 86_400) {
      return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
    return String.format(Locale.ROOT, "%d d %d h", seconds / 86_400, seconds / 3600 % 24);
  }

  private static String shortDuration(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    } else if (nanos < 1_000_000) {
      return nanos / 1_000 + " us";
    } else if (nanos < 1_000_000_000) {
      return nanos / 1_000_000 + " ms";
    }
    // Cut, not rounded: 59.96 s is not 60.0 s.
    long tenths = nanos / 100_000_000;
    return tenths / 10 + "." + tenths % 10 + " s";
  }

  private static double perSecond(long count, double seconds) {
    return seconds > 0 ? (double) count / seconds : 0;
  }

  /** Three digits that count and a prefix: {@code "999 "}, {@code "1.23 k"}, {@code "45.6 M"}. */
  private static String scaled(double number) {
    double value = number;
    int prefix = 0;
    while (value >= 999.5 && prefix < PREFIXES.length - 1) {
      value /= 1000;
      prefix++;
    }
    boolean whole = prefix == 0 || value >= 99.95;
    String digits = whole ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, digits, value, PREFIXES[prefix]);
  }
}
