package dev.baton.loader.source;

import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;

/**
 * {@code debug:}: the seed program's text of 1 to 127, a line each, read by the same parser as any
 * file. {@code end=BYTES} ends it, in the middle of a line too.
 */
public final class DebugSourceProvider implements SourceProvider {
  private static final String END = "end";

  @Override
  public String kind() {
    return "debug";
  }

  @Override
  public String help() {
    return "debug:?end=BYTES  the numbers 1 to 127 as text, round and round, up to so many bytes";
  }

  @Override
  public Source open(Spec spec, Elements elements) {
    spec.allow(END);
    if (!spec.argument().isEmpty()) {
      throw spec.usage("debug: takes no argument");
    }
    if (!elements.dtype().isNumeric()) {
      throw spec.usage("no text stands for the channel's dtype " + elements.dtype());
    }
    long end = spec.number(END, Long.MAX_VALUE, 0, Long.MAX_VALUE);
    return new TextSource(new DebugInput(end), TextOptions.PLAIN, elements.dtype());
  }
}
