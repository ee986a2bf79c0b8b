package dev.baton.ops.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.crash.CrashPoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the seed decides. */
final class ScheduleTest {
  @Test
  void shouldMakeTheSamePlanOfTheSameSeed() {
    for (TortureTest test : TortureTests.named("")) {
      assertEquals(test.plan(options(7)), test.plan(options(7)), test.id());
    }
  }

  @Test
  void shouldMakeAnotherPlanOfAnotherSeed() {
    for (TortureTest test : TortureTests.named("T1,T2,T3,T4,T5,T8,T17,T18")) {
      assertNotEquals(test.plan(options(7)), test.plan(options(8)), test.id());
    }
  }

  @Test
  void shouldKeepTheBlowsOfASmallerCountAsTheBeginningOfALarger() {
    TortureOptions small = options(7);
    small.kills = Optional.of(10);
    TortureOptions large = options(7);
    large.kills = Optional.of(100);

    assertEquals(new Kills().plan(small), new Kills().plan(large).subList(0, 10));
  }

  @Test
  void shouldGoThroughEveryStepOfEachRole() {
    List<String> words =
        new CrashPoints()
            .blows(options(7)).stream()
                .map(blow -> (blow.member() < 2 ? "loader " : "processor ") + blow.word())
                .toList();

    for (CrashPoint point : CrashPoint.of(CrashPoint.Part.ATTACHING)) {
      assertTrue(words.contains("loader " + point.word()), point.word());
      assertTrue(words.contains("processor " + point.word()), point.word());
    }
    for (CrashPoint point : CrashPoint.of(CrashPoint.Part.LOADER)) {
      assertTrue(words.contains("loader " + point.word()), point.word());
    }
    for (CrashPoint point : CrashPoint.of(CrashPoint.Part.PROCESSOR)) {
      assertTrue(words.contains("processor " + point.word()), point.word());
    }
  }

  @Test
  void shouldStrikeEveryMember() {
    TortureOptions options = options(7);
    options.kills = Optional.of(200);

    assertEquals(
        options.shape().members(),
        new Kills().blows(options).stream().map(Blow::member).collect(Collectors.toSet()).size());
  }

  @Test
  void shouldAnswerWithASampleThatWasMeasured() {
    Samples samples = new Samples();
    for (int i = 1; i <= 200; i++) {
      samples.add(i);
    }

    assertEquals(100, samples.percentile(0.5));
    assertEquals(198, samples.percentile(0.99));
    assertEquals(200, samples.max());
    assertEquals(0, new Samples().max());
  }

  private static TortureOptions options(long seed) {
    TortureOptions options = new TortureOptions();
    options.givenSeed = Optional.of(seed);
    return options;
  }
}
