package dev.baton.bench.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {
  private static final Series FAST = new Series("Baton", "ns", List.of(2.0, 1.0, 4.0));
  private static final Series SLOW = new Series("other", "ns", List.of(12.0, 10.0, 8.0));

  @TempDir Path dir;

  @Test
  void shouldSayHowManyTimesFasterTheMedianIs() {
    Result times = new Result(Row.PARSE_SEED, 17, FAST, SLOW);
    Result rates =
        new Result(
            Row.MEMORY,
            17,
            new Series("Baton", "GB/s", List.of(9.0)),
            new Series("fill", "GB/s", List.of(10.0)));

    assertEquals(5.0, times.figure());
    assertEquals(List.of(2.0, 10.0), times.spread());
    assertEquals(0.9, rates.figure());
  }

  @Test
  void shouldSayHowManyTimesLongerWhereLittleIsWanted() {
    Result trips = new Result(Row.TRIP_P50, 17, SLOW, FAST);

    assertEquals(5.0, trips.figure());
    assertFalse(trips.isReached());
    assertTrue(new Result(Row.TRIP_P50, 17, FAST, SLOW).isReached());
  }

  @Test
  void shouldKeepWhatWasMeasuredAndReplaceWhatIsMeasuredAgain() throws IOException {
    Path file = dir.resolve("results.json");
    Results results = Results.read(file);
    results.machine("a machine");
    results.add(new Result(Row.PARSE_SEED, 17, SLOW, FAST));
    results.add(new Result(Row.PARSE_SEED, 17, FAST, SLOW));
    results.add(new Result(Row.WAKE_UP, 25, FAST, null));
    results.add(new Point(17, 4_096, FAST));
    results.write(file);
    Results again = Results.read(file);

    assertEquals("a machine", again.machine());
    assertEquals(
        List.of(
            new Result(Row.PARSE_SEED, 17, FAST, SLOW), new Result(Row.WAKE_UP, 25, FAST, null)),
        again.results());
    assertEquals(List.of(new Point(17, 4_096, FAST)), again.points());
  }

  @Test
  void shouldShowTheDigitsThatCount() {
    assertEquals("1,234", Figure.of(1_234.4));
    assertEquals("12.3", Figure.of(12.34));
    assertEquals("1.23", Figure.of(1.234));
    assertEquals("0.0123", Figure.of(0.01234));
    assertEquals("0", Figure.of(0));
    assertEquals("300", Figure.of(300));
  }
}
