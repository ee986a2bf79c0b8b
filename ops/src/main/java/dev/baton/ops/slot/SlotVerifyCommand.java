package dev.baton.ops.slot;

import dev.baton.ops.options.Output;
import dev.baton.report.Figures;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton slot verify}: whether a slot, or each, is sound. */
@Command(
    name = "verify",
    description = {
      "Checks a slot, or without a number all: its word and owner, its header against its loader's record and its file,"
          + " the checksum where there is one.",
      "Exits with 0 if nothing is wrong, with 3 otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  baton slot verify /dev/shm/c", "  baton slot verify /dev/shm/c 3 --format json"})
public final class SlotVerifyCommand implements Callable<Integer> {
  private static final int PROBLEM = 3;
  private static final int TRIES = 20;

  @Mixin private SlotArgument slot;
  @Mixin private Output output;

  private final Map<Integer, List<String>> problems = new LinkedHashMap<>();
  private final List<Integer> moving = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Snapshot snapshot = Snapshot.take(slot.directory());
    int count = snapshot.slots().size();
    OptionalInt one = slot.slot(count);
    int first = one.orElse(0);
    int end = one.isPresent() ? first + 1 : count;
    for (int number = first; number < end; number++) {
      verify(number);
    }
    sameTwice(snapshot);
    print(end - first);
    return problems.isEmpty() ? 0 : PROBLEM;
  }

  /** A slot that moves on while it is looked at is looked at again. */
  private void verify(int number) throws IOException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Snapshot now = Snapshot.take(slot.directory());
      Optional<List<String>> found = new SlotChecks(now, number).problems();
      if (found.isPresent()) {
        if (!found.get().isEmpty()) {
          problems.put(number, new ArrayList<>(found.get()));
        }
        return;
      }
    }
    moving.add(number);
  }

  /** One filling of a loader's must not stand in two slots. */
  private void sameTwice(Snapshot snapshot) {
    Map<String, SlotLine> seen = new HashMap<>();
    for (SlotLine line : snapshot.slots()) {
      String filling = snapshot.member(line.loader()) + " " + line.sequence();
      SlotLine other = line.isPublished() ? seen.put(filling, line) : null;
      boolean still =
          other != null
              && new SlotFile(snapshot.directory(), snapshot.view(), other.slot()).word()
                  == other.word();
      if (still) {
        problems
            .computeIfAbsent(line.slot(), number -> new ArrayList<>())
            .add("holds the same as slot " + other.slot() + ": sequence " + filling);
      }
    }
  }

  private void print(int checked) {
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", slot.directory().toString());
      fields.put("checked", checked);
      fields.put("moving", moving);
      fields.put("problems", problems);
      output.json(fields);
      return;
    }
    StringBuilder text = new StringBuilder();
    problems.forEach(
        (number, all) -> all.forEach(each -> text.append("slot " + number + ": " + each + "\n")));
    if (!moving.isEmpty()) {
      text.append("moved on each time that they were looked at: slots " + moving + "\n");
    }
    text.append(
        Figures.count(checked, "slot")
            + " checked: "
            + (problems.isEmpty() ? "nothing is wrong" : problems.size() + " with problems"));
    output.text(text.toString());
  }
}
