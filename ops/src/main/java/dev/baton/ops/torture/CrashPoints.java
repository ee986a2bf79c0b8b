package dev.baton.ops.torture;

import dev.baton.crash.CrashPoint;
import dev.baton.layout.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** T2: death at every named step of the protocol, in each role that takes it. */
final class CrashPoints extends Drill {
  private static final int FULL_TIMES = 10;

  CrashPoints() {
    super("T2", "death at every named step of the protocol, each role", 25, 2);
  }

  /** Every step, in an order that the seed decides, of each role, once or so often as told. */
  @Override
  List<Blow> blows(TortureOptions options) {
    SplittableRandom random = new SplittableRandom(options.seed());
    List<Blow> blows = new ArrayList<>();
    for (int time = 0; time < options.kills.orElse(options.full ? FULL_TIMES : 1); time++) {
      List<Blow> each = new ArrayList<>();
      add(each, Role.LOADER, CrashPoint.Part.LOADER, options, random);
      add(each, Role.PROCESSOR, CrashPoint.Part.PROCESSOR, options, random);
      add(each, Role.LOADER, CrashPoint.Part.ATTACHING, options, random);
      add(each, Role.PROCESSOR, CrashPoint.Part.ATTACHING, options, random);
      for (int i = each.size(); i > 0; i--) {
        blows.add(each.remove(random.nextInt(i)));
      }
    }
    return List.copyOf(blows);
  }

  private static void add(
      List<Blow> blows,
      Role role,
      CrashPoint.Part part,
      TortureOptions options,
      SplittableRandom random) {
    for (CrashPoint point : CrashPoint.of(part)) {
      int first = role == Role.LOADER ? 0 : options.loaders;
      int count = role == Role.LOADER ? options.loaders : options.processors;
      int member = first + random.nextInt(count);
      blows.add(new Blow(Schedule.pause(random), Blow.Kind.CRASH, member, member, 0, point.word()));
    }
  }
}
