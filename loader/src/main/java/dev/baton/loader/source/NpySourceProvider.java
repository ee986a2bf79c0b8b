package dev.baton.loader.source;

import dev.baton.array.Conversion;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import dev.baton.npy.NpyHeader;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * {@code npy:FILE}: a NumPy array file, compressed with gzip or not. {@link NpyHeader} says which
 * ones; a copy of one of Baton's slots is one of them.
 */
public final class NpySourceProvider implements SourceProvider {
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
    return "npy:FILE?compression=auto|gzip|none&shard=K/N  a NumPy array in C order, either byte order";
  }

  @Override
  public Source open(Spec spec, Elements elements) throws IOException {
    spec.allow(ByteInput.COMPRESSION, Shard.KEY);
    Optional<Shard> shard = Shard.of(spec);
    if (shard.isPresent()) {
      return ShardSource.open(spec, file -> part(file, shard.get(), elements));
    }
    ByteInput input = ByteInput.open(spec);
    try {
      refuseWaiting(input);
      return source(input, elements);
    } catch (IOException | RuntimeException refused) {
      input.close();
      throw refused;
    }
  }

  /** The header decides whether the file is taken, and that has to be told now. */
  private static void refuseWaiting(ByteInput input) {
    if (!input.seekable()) {
      throw new BatonException(
          Reason.NO_INPUT,
          input.name()
              + ": expected a file, since an array's header is read at the start; found"
              + " a pipe",
          "write the array to a file first, or send its elements alone to raw:-");
    }
  }

  private static Source source(ByteInput input, Elements elements) throws IOException {
    NpyHeader header = header(input);
    return new ArraySource(
        input, conversion(input, header, elements), extent(input, header, elements));
  }

  private static Source part(FileInput file, Shard shard, Elements elements) throws IOException {
    NpyHeader header = header(file);
    return ArraySource.part(
        file, shard, conversion(file, header, elements), extent(file, header, elements));
  }

  private static NpyHeader header(ByteInput input) throws IOException {
    NpyHeader header = NpyHeader.read(input.name(), input::read);
    if (input.length() >= 0) {
      header.checkSize(input.name(), input.length());
    }
    return header;
  }

  private static Conversion conversion(ByteInput input, NpyHeader header, Elements elements) {
    return Conversion.of(input.name(), header.dtype(), header.order(), elements.dtype());
  }

  private static ArrayExtent extent(ByteInput input, NpyHeader header, Elements elements) {
    ArrayExtent extent =
        new ArrayExtent(
            header.dataOffset(),
            header.dtype().itemSize(),
            0,
            header.count(),
            header.rowLength(),
            elements.rowLength(),
            input.length() >= 0 || header.dataOffset() == NpyHeader.SLOT_HEADER_BYTES);
    extent.checkRows(input.name(), header.count());
    return extent;
  }
}
