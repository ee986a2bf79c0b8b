package dev.baton.processor.sink;

import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;
import java.io.IOException;

/** {@code stats:FILE}: a line of JSON for each slot; without a file, on standard output. */
public final class StatsSinkProvider implements SinkProvider {
  @Override
  public String kind() {
    return "stats";
  }

  @Override
  public String help() {
    return "stats:FILE|-  a JSON line a slot: count, nan, inf, min, max, mean, std";
  }

  @Override
  public void check(Spec spec) {
    spec.allow();
    OutputFiles.check(destination(spec));
  }

  @Override
  public boolean takesStandardOutput(Spec spec) {
    return destination(spec).argument().equals("-");
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) throws IOException {
    check(spec);
    if (!elements.dtype().isNumeric()) {
      throw spec.usage("expected a channel of numbers, found " + elements.dtype());
    }
    return new StatsSink(OutputFiles.open(destination(spec), position), elements.dtype());
  }

  private static Spec destination(Spec spec) {
    return spec.argument().isEmpty()
        ? new Spec(spec.text(), spec.kind(), "-", spec.options())
        : spec;
  }
}
