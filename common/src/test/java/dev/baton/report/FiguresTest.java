package dev.baton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 B",
        "999 | 999 B",
        "1000 | 1.00 kB",
        "9994 | 9.99 kB",
        "9996 | 10.0 kB",
        "99960 | 100 kB",
        "999600 | 1.00 MB",
        "4938271560 | 4.94 GB",
        "9223372036854775807 | 9.22 EB"
      })
  void shouldShowThreeDigitsOfBytes(long bytes, String expected) {
    assertEquals(expected, Figures.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 ns",
        "999 | 999 ns",
        "850000 | 850 us",
        "12000000 | 12 ms",
        "9990000000 | 9.9 s",
        "59960000000 | 59.9 s",
        "60000000000 | 1 min 00 s",
        "125000000000 | 2 min 05 s",
        "11520000000000 | 3 h 12 min",
        "435600000000000 | 5 d 1 h",
        "-1000000 | -1 ms"
      })
  void shouldShowTheUnitsOfADurationThatMatter(long nanos, String expected) {
    assertEquals(expected, Figures.duration(nanos));
  }

  @Test
  void shouldShowTheLongestDurations() {
    assertEquals("106751 d 23 h", Figures.duration(Long.MAX_VALUE));
    assertEquals("-106751 d 23 h", Figures.duration(Long.MIN_VALUE));
  }

  @Test
  void shouldGroupTheDigitsOfACount() {
    assertEquals("1,234,567,890", Figures.count(1_234_567_890));
    assertEquals("1 slot", Figures.count(1, "slot"));
    assertEquals("0 slots", Figures.count(0, "slot"));
  }

  @Test
  void shouldShowRates() {
    assertEquals("123 M elements/s", Figures.perSecond(1_234_567_890, 10, "elements"));
    assertEquals("12 elements/s", Figures.perSecond(12, 1, "elements"));
    assertEquals("494 MB/s", Figures.bytesPerSecond(4_938_271_560L, 10));
  }

  @Test
  void shouldShowNoRateOfNoTime() {
    assertEquals("0 B/s", Figures.bytesPerSecond(TimeUnit.DAYS.toNanos(1), 0));
  }
}
