package dev.baton.ops.torture;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Suggestion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** All tests of the torture plan that run on a user's host, in their order. */
final class TortureTests {
  private static final List<TortureTest> ALL =
      List.of(
          new Kills(),
          new CrashPoints(),
          new DoubleKills(),
          new Stops(),
          new KillsOfAll(),
          new PidNamespaces(),
          new FullDisk(),
          new OutboxGrowth(),
          new Soak(),
          new LittleCompany(),
          new BadBuffers(),
          new Signals(),
          new Shapes(),
          new GrowingSources());

  private TortureTests() {}

  /** The tests of these names, {@code T1,T3}; all if there are none. */
  static List<TortureTest> named(String names) {
    List<String> ids = names.isBlank() ? List.of() : List.of(names.split(",", -1));
    List<TortureTest> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(
          ALL.stream()
              .filter(test -> test.id().equals(id.strip().toUpperCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() -> unknown(id)));
    }
    return ids.isEmpty() ? ALL : List.copyOf(chosen);
  }

  private static BatonException unknown(String id) {
    Set<String> known = ALL.stream().map(TortureTest::id).collect(Collectors.toSet());
    return new BatonException(
        Reason.USAGE,
        "--tests " + id + ": no such test",
        Suggestion.of(id, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("expected some of " + String.join(" ", known.stream().sorted().toList())));
  }

  /** Their names, for help and completion. */
  static final class Ids implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.stream().map(TortureTest::id).iterator();
    }
  }
}
