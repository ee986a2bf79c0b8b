package dev.baton.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.bench.result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  @Test
  void shouldLetContendersTakeTurns() throws Exception {
    List<String> turns = new ArrayList<>();
    Map<String, Series> series =
        new Rounds("ns").with("a", () -> turn(turns, "a")).with("b", () -> turn(turns, "b")).run(3);

    assertEquals(List.of("a", "b", "a", "b", "a", "b"), turns);
    assertEquals(List.of(1.0, 3.0, 5.0), series.get("a").rounds());
    assertEquals(4.0, series.get("b").median());
  }

  private static double turn(List<String> turns, String name) {
    turns.add(name);
    return turns.size();
  }
}
