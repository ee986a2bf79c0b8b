package dev.baton.ops.torture;

import static dev.baton.crash.CrashPoint.Part.ATTACHING;
import static dev.baton.crash.CrashPoint.Part.CREATING;
import static dev.baton.crash.CrashPoint.Part.LOADER;
import static dev.baton.crash.CrashPoint.Part.PROCESSOR;
import static dev.baton.crash.CrashPoint.Part.RECLAIMING;

import dev.baton.crash.CrashPoint;
import dev.baton.crash.CrashPoint.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What a line of one loader and two processors goes through, in which every death is one that must
 * come: nobody else is there who could take the step instead, or make it unneeded.
 *
 * @param name for people
 * @param acts what is done, in order; then all that is not running is started, and the line is
 *     brought to its end
 */
record Scene(String name, List<Act> acts) {
  private static final int A_LOADER = 0;
  private static final int A_PROCESSOR = 1;
  private static final int ANOTHER = 2;

  /** Taken once in a life. */
  private static final Set<CrashPoint> LAST =
      EnumSet.of(CrashPoint.END_TOLD, CrashPoint.END_DECLARED, CrashPoint.LEFT);

  /** Taken by those who attach after a death, or to a full table. */
  private static final Set<CrashPoint> NOT_AT_FIRST =
      EnumSet.of(
          CrashPoint.SPARE_OUTBOX_REMOVED,
          CrashPoint.SPARE_CLEARED,
          CrashPoint.NOTE_HALF_COMMITTED,
          CrashPoint.NOTE_SETTLED,
          CrashPoint.TRY_NOTED,
          CrashPoint.SLOT_TAKEN_BACK);

  Scene {
    acts = List.copyOf(acts);
  }

  /** All scenes; the random numbers decide the order of the steps of work. */
  static List<Scene> all(Random random) {
    return List.of(
        loader(random),
        processor(random),
        loaderAlone(),
        processorBesideAStopped(),
        reclaiming(),
        fullTable());
  }

  private static Scene loader(Random random) {
    Script script = new Script("a-loader-at-each-step");
    script.act(Act.Kind.START, A_PROCESSOR);
    script.deaths(A_LOADER, CREATING, EnumSet.noneOf(CrashPoint.class));
    script.deaths(A_LOADER, ATTACHING, NOT_AT_FIRST);
    script.work(A_LOADER, LOADER, random);
    return script.scene();
  }

  private static Scene processor(Random random) {
    Script script = new Script("a-processor-at-each-step");
    script.act(Act.Kind.START, A_LOADER);
    script.deaths(A_PROCESSOR, ATTACHING, NOT_AT_FIRST);
    script.work(A_PROCESSOR, PROCESSOR, random);
    return script.scene();
  }

  /** Nobody else is there: what the dead left is there when it comes back. */
  private static Scene loaderAlone() {
    Script script = new Script("a-loader-that-recovers");
    script.death(A_LOADER, LOADER, CrashPoint.CLAIM_SWAPPED);
    script.death(A_LOADER, ATTACHING, CrashPoint.SLOT_TAKEN_BACK);
    script.death(A_LOADER, LOADER, CrashPoint.NOTE_WRITTEN);
    script.death(A_LOADER, ATTACHING, CrashPoint.NOTE_SETTLED);
    script.death(A_LOADER, LOADER, CrashPoint.PUBLISH_SWAPPED);
    script.death(A_LOADER, ATTACHING, CrashPoint.NOTE_HALF_COMMITTED);
    return script.scene();
  }

  /** The loader would take the dead one's slots back; so it is stopped meanwhile. */
  private static Scene processorBesideAStopped() {
    Script script = new Script("a-processor-that-recovers");
    script.act(Act.Kind.START, A_LOADER);
    script.act(Act.Kind.STOP, A_LOADER);
    script.death(A_PROCESSOR, PROCESSOR, CrashPoint.BORROW_SWAPPED);
    script.death(A_PROCESSOR, ATTACHING, CrashPoint.SLOT_TAKEN_BACK);
    script.death(A_PROCESSOR, PROCESSOR, CrashPoint.NOTE_WRITTEN);
    script.death(A_PROCESSOR, ATTACHING, CrashPoint.NOTE_SETTLED);
    script.death(A_PROCESSOR, PROCESSOR, CrashPoint.BORROW_SWAPPED);
    script.death(A_PROCESSOR, ATTACHING, CrashPoint.TRY_NOTED);
    script.death(ANOTHER, RECLAIMING, CrashPoint.TRY_NOTED);
    script.death(A_PROCESSOR, PROCESSOR, CrashPoint.RELEASE_SWAPPED);
    script.death(A_PROCESSOR, ATTACHING, CrashPoint.NOTE_HALF_COMMITTED);
    script.act(Act.Kind.GO_ON, A_LOADER);
    return script.scene();
  }

  private static Scene reclaiming() {
    Script script = new Script("a-processor-that-reclaims");
    script.death(A_LOADER, LOADER, CrashPoint.PUBLISH_SWAPPED);
    for (CrashPoint step : CrashPoint.of(RECLAIMING)) {
      if (step == CrashPoint.SLOT_TAKEN_BACK || step == CrashPoint.SLOT_TAKEN_BACK_TOLD) {
        script.death(A_LOADER, LOADER, CrashPoint.CLAIM_SWAPPED);
      }
      if (step != CrashPoint.TRY_NOTED) {
        script.death(A_PROCESSOR, RECLAIMING, step);
      }
    }
    return script.scene();
  }

  /**
   * The record that the loader gave up is its own before the processor comes, which needs another.
   */
  private static Scene fullTable() {
    Script script = new Script("a-table-without-room");
    script.act(Act.Kind.FILL_TABLE, A_LOADER);
    script.death(A_LOADER, ATTACHING, CrashPoint.SPARE_OUTBOX_REMOVED);
    script.death(A_LOADER, ATTACHING, CrashPoint.SPARE_CLEARED);
    script.act(Act.Kind.START, A_LOADER);
    script.act(Act.Kind.STOP, A_LOADER);
    script.death(A_PROCESSOR, ATTACHING, CrashPoint.SPARE_OUTBOX_REMOVED);
    script.death(A_PROCESSOR, ATTACHING, CrashPoint.SPARE_CLEARED);
    script.act(Act.Kind.GO_ON, A_LOADER);
    return script.scene();
  }

  /** A scene that is being written. */
  private static final class Script {
    private final String name;
    private final List<Act> acts = new ArrayList<>();

    Script(String name) {
      this.name = name;
    }

    void act(Act.Kind kind, int member) {
      acts.add(Act.of(kind, member));
    }

    void death(int member, Part part, CrashPoint point) {
      acts.add(Act.death(member, part, point, 1));
    }

    void deaths(int member, Part part, Set<CrashPoint> others) {
      CrashPoint.of(part).stream()
          .filter(point -> !others.contains(point))
          .forEach(point -> death(member, part, point));
    }

    /**
     * Each step of its work in any order, and at last those of its end. The second time: what the
     * last death left is done before that, and is no step of the work.
     */
    void work(int member, Part part, Random random) {
      List<CrashPoint> steps = new ArrayList<>(CrashPoint.of(part));
      steps.removeIf(point -> LAST.contains(point) || OutOfReach.reason(part, point).isPresent());
      Collections.shuffle(steps, random);
      steps.forEach(point -> acts.add(Act.death(member, part, point, 2)));
      CrashPoint.of(part).stream()
          .filter(LAST::contains)
          .forEach(point -> death(member, part, point));
    }

    Scene scene() {
      return new Scene(name, acts);
    }
  }
}
