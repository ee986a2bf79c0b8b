package dev.baton.loader.source;

import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;

/**
 * {@code exec:COMMAND}: what a command of the shell writes to its standard output, as text or as
 * elements. It is started when its turn has come.
 */
public final class ExecSourceProvider implements SourceProvider {
  @Override
  public String kind() {
    return "exec";
  }

  @Override
  public String help() {
    return "exec:COMMAND?" + StreamKind.HELP + "  what a command writes to its standard output";
  }

  @Override
  public Source open(Spec spec, Elements elements) {
    StreamKind kind = StreamKind.of(spec, elements);
    if (spec.argument().isBlank()) {
      throw spec.usage("expected a command for /bin/sh -c");
    }
    return kind.open(new ExecInput(spec.argument()));
  }
}
