package dev.baton.processor.sink;

import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;

/** {@code null:}: takes everything, keeps nothing. */
public final class NullSinkProvider implements SinkProvider {
  @Override
  public String kind() {
    return "null";
  }

  @Override
  public String help() {
    return "null:  takes everything, keeps nothing";
  }

  @Override
  public void check(Spec spec) {
    spec.allow();
    if (!spec.argument().isEmpty()) {
      throw spec.usage("null: takes no argument, found '" + spec.argument() + "'");
    }
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) {
    check(spec);
    return new NullSink();
  }
}
