package dev.baton.ops.torture;

import dev.baton.error.BatonException;
import dev.baton.ops.join.Joined;
import dev.baton.ops.join.JoinedLoader;
import java.io.IOException;
import java.util.List;

/**
 * Whether what went into a line has come out: loader by loader, by content. The parts of all
 * processors are joined, and the SHA-256 of that must be the input's.
 */
final class Ledger {
  private Ledger() {}

  /** Checks a line that has come to its end, and whose members are all gone. */
  static void check(Line line, Outcome outcome) throws IOException {
    line.watch().notFree().forEach(outcome::problem);
    long slots = 0;
    long bytes = 0;
    for (int i = 1; i <= line.shape().loaders(); i++) {
      String name = "loader-" + i;
      Joined joined;
      try {
        joined = new Joined(line.channel(), line.parts(), name::equals);
      } catch (BatonException refused) {
        outcome.problem(name + ": " + refused.getMessage());
        continue;
      }
      JoinedLoader loader = joined.loaders().get(0);
      DigestChannel digest = new DigestChannel();
      joined.writeTo(digest);
      Input input = line.inputs().get(i - 1);
      count(line, outcome, loader, input, joined.doubles());
      String found = digest.sha256();
      String expected = input.sha256();
      if (!found.equals(expected)) {
        outcome.problem(
            name
                + ": SHA-256 of input "
                + expected
                + " ("
                + input.bytes()
                + " bytes), of output "
                + found
                + " ("
                + digest.bytes()
                + " bytes)");
      }
      slots += loader.slots();
      bytes += digest.bytes();
    }
    outcome.checked(slots, bytes);
  }

  private static void count(
      Line line, Outcome outcome, JoinedLoader loader, Input input, List<String> doubles) {
    long least = (input.bytes() + line.shape().slotBytes() - 1) / line.shape().slotBytes();
    long lost = Math.max(loader.missingSlots() - input.aside().size(), least - loader.slots());
    if (lost > 0) {
      outcome.lost(lost);
      outcome.problem(loader.name() + ": lost, sequence " + String.join(" ", loader.missing()));
    }
    List<String> its =
        doubles.stream().filter(each -> each.startsWith(loader.name() + " ")).toList();
    if (!its.isEmpty()) {
      outcome.twice(its.size());
      outcome.problem("twice: " + String.join("; ", its.subList(0, Math.min(5, its.size()))));
    }
  }
}
