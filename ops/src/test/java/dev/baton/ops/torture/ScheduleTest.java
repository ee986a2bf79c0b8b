package dev.baton.ops.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.crash.CrashPoint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    for (TortureTest test : TortureTests.named("T1,T2,T3,T4,T5,T8,T14,T16,T17,T18,T21")) {
      assertNotEquals(test.plan(longer(7)), test.plan(longer(8)), test.id());
    }
  }

  /** In three minutes T14 kills twice only: two seeds may well choose the same. */
  private static TortureOptions longer(long seed) {
    TortureOptions options = options(seed);
    options.seconds = Optional.of(3_600);
    return options;
  }

  @Test
  void shouldLetSomebodyDieAtEveryStepOfReclaimingInASmokeRun() {
    List<Blow> blows = new DoubleKills().blows(options(7));

    assertEquals(
        CrashPoint.of(CrashPoint.Part.RECLAIMING).stream()
            .map(CrashPoint::word)
            .collect(Collectors.toSet()),
        blows.stream()
            .filter(each -> each.kind() == Blow.Kind.KILL_RECLAIMER)
            .map(Blow::word)
            .collect(Collectors.toSet()));
    int loaders = options(7).loaders;
    for (Blow blow : blows) {
      boolean roles = blow.member() < loaders != blow.other() < loaders;
      assertTrue(roles || blow.kind() == Blow.Kind.KILL_TWO, blow::toString);
    }
  }

  @Test
  void shouldKeepTheBlowsOfASmallerCountAsTheBeginningOfALarger() {
    TortureOptions small = options(7);
    small.kills = Optional.of(10);
    TortureOptions large = options(7);
    large.kills = Optional.of(100);

    assertEquals(new Kills().blows(small), new Kills().blows(large).subList(0, 10));
  }

  /** Each in one of the two places: T2 goes there, or it is said why no service does. */
  @Test
  void shouldDieAtEveryStepThatAServiceTakes() {
    List<Act> deaths =
        CrashPoints.scenes(options(7)).stream()
            .flatMap(scene -> scene.acts().stream())
            .filter(act -> act.kind() == Act.Kind.DEATH)
            .toList();

    for (CrashPoint.Part part : CrashPoint.Part.values()) {
      for (CrashPoint point : CrashPoint.of(part)) {
        boolean gone = deaths.stream().anyMatch(d -> d.part() == part && d.point() == point);
        assertEquals(
            OutOfReach.reason(part, point).isEmpty(), gone, () -> part + " " + point.word());
      }
    }
  }

  /** A failed try is a processor's. */
  @Test
  void shouldDieAtEveryStepOfAttachingInEachRole() {
    Set<CrashPoint> processor = Set.copyOf(CrashPoint.of(CrashPoint.Part.ATTACHING));
    Set<CrashPoint> loader = new HashSet<>(processor);
    loader.remove(CrashPoint.TRY_NOTED);

    assertEquals(loader, attachingOf(0));
    assertEquals(processor, attachingOf(1));
  }

  private static Set<CrashPoint> attachingOf(int member) {
    return CrashPoints.scenes(options(7)).stream()
        .flatMap(scene -> scene.acts().stream())
        .filter(act -> act.member() == member && act.part() == CrashPoint.Part.ATTACHING)
        .map(Act::point)
        .collect(Collectors.toSet());
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
