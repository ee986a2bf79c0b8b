package dev.baton.ops.torture;

import dev.baton.crash.CrashPoint;
import dev.baton.crash.CrashPoint.Part;
import java.util.Optional;

/** Which steps of the protocol no member of a line takes, and why. */
final class OutOfReach {
  private OutOfReach() {}

  /** Why no scene reaches a step of a part; empty if one does. */
  static Optional<String> reason(Part part, CrashPoint point) {
    return Optional.ofNullable(
        switch (part) {
          case LOADER -> ofLoader(point);
          case PROCESSOR -> ofProcessor(point);
          case SPOOL -> "the line's loader reads a file where it lies: SpoolIT";
          case SETTING_ASIDE -> "only a bad buffer is set aside: SetAsideIT";
          case RETURNING -> "a step of baton set-aside requeue, not of a service: SetAsideIT";
          case DESTROYING -> "a step of baton destroy, not of a service: CrashPointIT";
          case BAIL -> "a step of baton bail, not of a service: CrashPointIT";
          case SEIZING -> "only a damaged slot is seized: SeizeTest";
          case ORDER -> "a step of baton pause, drain and resume, not of a service";
          case ATTACHING, RECLAIMING, CREATING -> null;
        });
  }

  private static String ofLoader(CrashPoint point) {
    return switch (point) {
      case ABORT_SWAPPED, CLOSE_HALF_ABORTED ->
          "a loader of a file never waits for data with an empty slot: CrashPointIT";
      default -> null;
    };
  }

  private static String ofProcessor(CrashPoint point) {
    return switch (point) {
      case TRY_NOTED, REQUEUE_SWAPPED -> "only what a sink refuses is given back: SetAsideIT";
      case CLOSE_HALF_REQUEUED -> "the service holds one slot at a time: CrashPointIT";
      default -> null;
    };
  }
}
