package dev.baton.ops.torture;

import java.util.List;

/** T17: SIGTERM, SIGINT and SIGHUP at random times. */
final class Signals extends Drill {
  Signals() {
    super("T17", "SIGTERM, SIGINT and SIGHUP to a random member", 25, 1.5);
  }

  @Override
  List<Blow> blows(TortureOptions options) {
    return Schedule.of(
        options.seed(), id(), options.count(20, 500), Schedule.signals(options.shape()));
  }
}
