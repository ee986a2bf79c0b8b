package dev.baton.ops.demo;

import dev.baton.layout.Geometry;
import dev.baton.layout.Role;
import dev.baton.report.Figures;
import dev.baton.report.ProgressLine;
import dev.baton.store.ControlView;

/** How far a running demo is, read from its channel. */
final class DemoProgress {
  private final DemoOptions options;
  private final Geometry geometry;
  private final ControlView view;

  DemoProgress(DemoOptions options, Geometry geometry, ControlView view) {
    this.options = options;
    this.geometry = geometry;
    this.view = view;
  }

  /** How many loaders or processors have attached. */
  int attached(Role role) {
    return Totals.read(view).of(role).size();
  }

  /** One line. */
  String text() {
    Totals totals = Totals.read(view);
    if (totals.of(Role.LOADER).isEmpty() || totals.of(Role.PROCESSOR).isEmpty()) {
      return "the services start";
    }
    long elements = totals.elements(Role.PROCESSOR);
    double done = Math.min(1, done(elements, totals.seconds()));
    long left = (long) (totals.seconds() * 1e9 * (1 - done) / Math.max(done, 1e-9));
    return ProgressLine.bar(done)
        + "  "
        + Figures.perSecond(elements, totals.seconds(), "elements")
        + "  "
        + Figures.gigabytesPerSecond(totals.bytes(Role.PROCESSOR), totals.seconds())
        + (done > 0 ? "  " + Figures.duration(left) + " left" : "");
  }

  private double done(long elements, double seconds) {
    double byAmount =
        options.elements.isPresent()
            ? (double) elements / ((double) options.elements.get() * options.step)
            : options.passes.isPresent()
                ? (double) elements
                    / ((double) options.passes.get() * options.loaders * geometry.slotLength())
                : 0;
    double byTime =
        options.secondsToLoad().isPresent()
            ? seconds / Double.parseDouble(options.secondsToLoad().get())
            : 0;
    return Math.max(byAmount, byTime);
  }
}
