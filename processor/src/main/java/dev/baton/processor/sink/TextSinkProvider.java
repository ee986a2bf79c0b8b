package dev.baton.processor.sink;

import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;
import dev.baton.text.Delimiter;
import dev.baton.text.Look;
import dev.baton.text.NumberPrinter;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code text:FILE}: a line for each element, or for each row; {@code text:-} is standard output.
 * {@code docs/text-format.md} shows what it looks like.
 */
public final class TextSinkProvider implements SinkProvider {
  @Override
  public String kind() {
    return "text";
  }

  @Override
  public Set<String> endings() {
    return Set.of(".txt", ".csv", ".tsv", ".dat");
  }

  @Override
  public String help() {
    return "text:FILE|-?format=numpy|java&delimiter=,&index=yes  numbers as text, a line for each row";
  }

  @Override
  public void check(Spec spec) {
    spec.allow("format", Delimiter.KEY, IndexedSink.KEY);
    IndexedSink.check(spec);
    look(spec);
    delimiter(spec);
    OutputFiles.check(spec);
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) throws IOException {
    check(spec);
    if (!elements.dtype().isNumeric()) {
      throw spec.usage(
          "no text stands for the channel's dtype " + elements.dtype() + "; use raw: or npy:");
    }
    Sink sink =
        new TextSink(
            OutputFiles.open(spec, position),
            NumberPrinter.of(elements.dtype(), look(spec)),
            elements.dtype().itemSize(),
            elements.rowLength(),
            delimiter(spec));
    return IndexedSink.around(sink, spec, position);
  }

  private static Look look(Spec spec) {
    return spec.choice("format", "numpy", List.of("numpy", "java")).equals("java")
        ? Look.JAVA
        : Look.NUMPY;
  }

  private static byte delimiter(Spec spec) {
    Delimiter given = Delimiter.of(spec);
    if (given != null) {
      return given.character();
    }
    String path = spec.argument();
    if (path.endsWith(".csv")) {
      return ',';
    }
    return (byte) (path.endsWith(".tsv") ? '\t' : ' ');
  }
}
