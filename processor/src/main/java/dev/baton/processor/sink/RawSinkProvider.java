package dev.baton.processor.sink;

import dev.baton.array.Dtype;
import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code raw:FILE}: the elements and nothing else, in either byte order. */
public final class RawSinkProvider implements SinkProvider {
  @Override
  public String kind() {
    return "raw";
  }

  @Override
  public Set<String> endings() {
    return Set.of(".raw", ".bin", ".f32", ".f64");
  }

  @Override
  public String help() {
    return "raw:FILE|-?order=little|big&index=yes  the elements and nothing else";
  }

  @Override
  public void check(Spec spec) {
    spec.allow("order", IndexedSink.KEY);
    IndexedSink.check(spec);
    isBigEndian(spec);
    OutputFiles.check(spec);
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) throws IOException {
    check(spec);
    refuseWrongEnding(spec, elements.dtype());
    Sink sink = new RawSink(OutputFiles.open(spec, position), elements.dtype(), isBigEndian(spec));
    return IndexedSink.around(sink, spec, position);
  }

  private static boolean isBigEndian(Spec spec) {
    return spec.choice("order", "little", List.of("little", "big")).equals("big");
  }

  /** The raw source takes these endings for a dtype. */
  private static void refuseWrongEnding(Spec spec, Dtype dtype) {
    boolean wrong =
        (spec.argument().endsWith(".f32") && !dtype.equals(Dtype.F4))
            || (spec.argument().endsWith(".f64") && !dtype.equals(Dtype.F8));
    if (wrong) {
      throw spec.usage(
          "the ending promises another dtype than the channel's, " + dtype + "; use .raw");
    }
  }
}
