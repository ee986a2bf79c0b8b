package dev.baton.processor.sink;

import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;

/** {@code debug:}: checks that the elements, as text, count 1 to 127 as the debug source does. */
public final class DebugSinkProvider implements SinkProvider {
  @Override
  public String kind() {
    return "debug";
  }

  @Override
  public String help() {
    return "debug:  formats every element and checks that they count 1 to 127, round and round";
  }

  @Override
  public void check(Spec spec) {
    spec.allow();
    if (!spec.argument().isEmpty()) {
      throw spec.usage("debug: takes no argument");
    }
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) {
    check(spec);
    if (!elements.dtype().isNumeric()) {
      throw spec.usage("no text stands for the channel's dtype " + elements.dtype());
    }
    return new DebugSink(elements.dtype());
  }
}
