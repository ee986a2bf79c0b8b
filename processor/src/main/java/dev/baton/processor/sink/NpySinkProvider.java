package dev.baton.processor.sink;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;
import dev.baton.npy.NpyTemplate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** {@code npy:FILE}: a NumPy array file, of shape (rows, row length) if the channel has rows. */
public final class NpySinkProvider implements SinkProvider {
  @Override
  public String kind() {
    return "npy";
  }

  @Override
  public Set<String> endings() {
    return Set.of(".npy");
  }

  @Override
  public String help() {
    return "npy:FILE?index=yes  a NumPy array, which can be loaded while it grows";
  }

  @Override
  public void check(Spec spec) {
    spec.allow(IndexedSink.KEY);
    IndexedSink.check(spec);
    OutputFiles.check(spec);
    if (spec.argument().equals("-")) {
      throw noFile(spec, "standard output");
    }
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) throws IOException {
    check(spec);
    int itemSize = elements.dtype().itemSize();
    long rowBytes = (long) itemSize * elements.rowLength();
    long data = Math.max(0, position - NpySink.HEADER_BYTES);
    if (position > 0 && (position < NpySink.HEADER_BYTES || data % rowBytes != 0)) {
      throw new BatonException(
          Reason.CONFIGURATION,
          spec.argument()
              + ": expected to go on behind a header of "
              + NpySink.HEADER_BYTES
              + " bytes and whole rows of "
              + rowBytes
              + ", found byte "
              + position,
          "this processor wrote another output before: start it under another --name");
    }
    NpyTemplate template =
        new NpyTemplate(elements.dtype(), elements.rowLength(), NpySink.HEADER_BYTES);
    ByteBuffer header = ByteBuffer.allocateDirect(NpySink.HEADER_BYTES);
    template.write(header, data / itemSize);
    FileOutput output = OutputFiles.openBehind(spec, header, position);
    if (!output.isRegular()) {
      output.close();
      throw noFile(spec, "no regular file");
    }
    return IndexedSink.around(new NpySink(output, template, header, itemSize), spec, position);
  }

  private static BatonException noFile(Spec spec, String found) {
    return new BatonException(
        Reason.USAGE,
        "spec '"
            + spec.text()
            + "': expected a file, whose header can be completed; found "
            + found,
        "write the elements alone: raw:" + spec.argument());
  }
}
