package dev.baton.ops.demo;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.report.Figures;
import dev.baton.store.ControlView;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what went in has come out. That every value is right has been checked by the processors'
 * debug sinks, each element by itself; here the amounts are compared, and that nothing is left.
 */
final class Verdict {
  private final DemoOptions options;
  private final Geometry geometry;
  private final ControlView view;
  private final Totals totals;
  private final List<String> problems = new ArrayList<>();

  private Verdict(DemoOptions options, Geometry geometry, ControlView view, Totals totals) {
    this.options = options;
    this.geometry = geometry;
    this.view = view;
    this.totals = totals;
  }

  /** What is wrong with a demo whose services have all ended well; empty if nothing is. */
  static List<String> problems(
      DemoOptions options, Geometry geometry, ControlView view, Totals totals) {
    Verdict verdict = new Verdict(options, geometry, view, totals);
    verdict.compareAmounts();
    verdict.lookForLeftovers();
    return verdict.problems;
  }

  private void compareAmounts() {
    same("slots", totals.slots(Role.LOADER), totals.slots(Role.PROCESSOR));
    same("elements", totals.elements(Role.LOADER), totals.elements(Role.PROCESSOR));
    if (totals.elements(Role.LOADER) == 0) {
      problems.add("nothing was loaded");
    }
    options.passes.ifPresent(
        passes ->
            totals
                .of(Role.LOADER)
                .forEach(loader -> expect(loader.name() + " slots", passes, loader.slots())));
    boolean all = options.step == 1 && options.secondsToLoad().isEmpty();
    if (all && options.elements.isPresent() && options.passes.isEmpty()) {
      expect("elements", options.elements.get(), totals.elements(Role.LOADER));
    }
  }

  private void same(String what, long published, long released) {
    if (published != released) {
      problems.add(
          Figures.count(published)
              + " "
              + what
              + " published, "
              + Figures.count(released)
              + " released");
    }
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) {
      problems.add(
          what + ": expected " + Figures.count(expected) + ", found " + Figures.count(found));
    }
  }

  private void lookForLeftovers() {
    for (int slot = 0; slot < geometry.slots(); slot++) {
      long word = view.words().getLongAcquire(ControlLayout.slot(slot) + SlotLayout.WORD);
      if (!SlotWord.is(word, SlotState.FREE)) {
        problems.add("slot " + slot + " is not free: " + String.format("word %016x", word));
      }
    }
    for (MemberRecord record : new MemberTable(view.words()).members()) {
      if (record.state() != MemberState.ENDED) {
        problems.add(record.name() + " has not ended but " + record.state().word());
      }
    }
  }
}
