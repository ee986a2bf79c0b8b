package dev.baton.ops.torture;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.Role;
import dev.baton.member.MemberTable;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * T2: death at every named step of the protocol that a service takes. A step that is not reached is
 * a failure: no death there was survived.
 */
final class CrashPoints implements TortureTest {
  private static final int FULL_TIMES = 10;
  private static final int LOADED_SLOTS = 80;
  private static final long DEATH_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final long END_NANOS = TimeUnit.MINUTES.toNanos(5);

  @Override
  public String id() {
    return "T2";
  }

  @Override
  public String title() {
    return "death at every named step of the protocol that a service takes";
  }

  /** Every scene, once or so often as told. */
  static List<Scene> scenes(TortureOptions options) {
    Random random = new Random(options.seed());
    List<Scene> scenes = new ArrayList<>();
    for (int time = 0; time < options.count(1, FULL_TIMES); time++) {
      scenes.addAll(Scene.all(random));
    }
    return List.copyOf(scenes);
  }

  @Override
  public List<String> plan(TortureOptions options) {
    List<String> plan = new ArrayList<>();
    for (Scene scene : scenes(options)) {
      scene.acts().forEach(act -> plan.add(scene.name() + ": " + act));
    }
    return plan;
  }

  private static Shape shape(TortureOptions options) {
    long bytes = (long) LOADED_SLOTS * options.slotBytes + options.slotBytes / 8 * 4L;
    return new Shape(1, 2, options.slots, options.slotBytes, bytes, 0, List.of());
  }

  @Override
  public long space(TortureOptions options) {
    return shape(options).space();
  }

  @Override
  public void run(Lab lab, Outcome outcome) {
    List<Scene> scenes = scenes(lab.options());
    for (int i = 0; i < scenes.size() && !lab.isInterrupted(); i++) {
      Scene scene = scenes.get(i);
      Round.run(
          lab,
          outcome,
          "T2-" + (i + 1) + "-" + scene.name(),
          shape(lab.options()),
          scene.acts().stream().map(Act::toString).toList(),
          line -> run(line, scene, outcome));
      lab.says().accept("T2   " + (i + 1) + " of " + scenes.size() + " scenes: " + scene.name());
    }
  }

  private static void run(Line line, Scene scene, Outcome outcome)
      throws IOException, InterruptedException {
    for (Act act : scene.acts()) {
      Member member = line.member(act.member());
      switch (act.kind()) {
        case START -> line.start(member);
        case DEATH -> death(line, member, act, outcome);
        case STOP -> stop(line, member);
        case GO_ON -> member.signal("CONT");
        case FILL_TABLE -> fillTable(line);
      }
    }
    line.startMissing();
    line.await("the end of data", END_NANOS, line::isDone);
  }

  private static void death(Line line, Member member, Act act, Outcome outcome)
      throws IOException, InterruptedException {
    line.start(member, Optional.of(act.where()));
    line.hold(member);
    line.supervise(DEATH_NANOS, () -> !member.isAlive());
    boolean reached = !member.isAlive() && member.isKilled();
    outcome.reached(act.point().word(), reached);
    if (!reached) {
      String found = member.isAlive() ? "is alive" : "ended with exit code " + member.exitCode();
      throw new LineFailure(act + " was not reached: " + member + " " + found);
    }
    outcome.killed();
  }

  /** With slots enough published that others have something to die of. */
  private static void stop(Line line, Member member) throws IOException, InterruptedException {
    int enough = Math.min(4, line.shape().slots());
    line.await(
        member + " at work",
        DEATH_NANOS,
        () -> line.watch() != null && line.watch().committed(member) >= enough);
    line.hold(member); // while it is stopped, it may be that nothing moves
    member.signal("STOP");
  }

  private static void fillTable(Line line) throws IOException {
    Shape shape = line.shape();
    int length = shape.slotBytes() / Shape.ITEM_BYTES;
    Channel.create(line.channel().path(), new Geometry(shape.slots(), length, Dtype.F4, 1)).close();
    try (ControlStore control = ControlStore.open(line.channel())) {
      MemberTable table = new MemberTable(control.words());
      for (int i = 0; i < ControlLayout.MEMBERS; i++) {
        table.findOrRegister(line.channel(), "gone-" + i, Role.PROCESSOR);
        Files.createDirectories(line.channel().outbox("gone-" + i, 1));
      }
    }
  }
}
