package dev.baton.ops.torture;

import java.util.List;

/** T5: everybody dies at once. */
final class KillsOfAll extends Drill {
  KillsOfAll() {
    super("T5", "SIGKILL of all members at once, all started again", 10, 4);
  }

  @Override
  List<Blow> blows(TortureOptions options) {
    return Schedule.of(options.seed(), id(), options.count(3, 100), Schedule.killsOfAll());
  }

  @Override
  Shape shape(TortureOptions options) {
    return options.shape().loading(Loading.ofFiles(options.seed(), id(), options.loaders));
  }
}
