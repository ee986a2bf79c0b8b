package dev.baton.loader.source;

import dev.baton.array.Conversion;
import dev.baton.array.Dtype;
import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code raw:FILE}: elements and nothing else, from a file, compressed with gzip or not, or a pipe.
 * Their dtype is what {@code dtype=} says, else what the ending says ({@code .f32}, {@code .f64}),
 * else the channel's.
 */
public final class RawSourceProvider implements SourceProvider {
  private static final String ORDER = "order";
  private static final String LITTLE = "little";

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
    return "raw:FILE|-?order=little|big&dtype=f4&compression=auto|gzip|none&shard=K/N  elements and nothing"
        + " else";
  }

  @Override
  public Source open(Spec spec, Elements elements) throws IOException {
    check(spec);
    Optional<Shard> shard = Shard.of(spec);
    if (shard.isPresent()) {
      return ShardSource.open(spec, file -> part(file, shard.get(), spec, elements));
    }
    ByteInput input = ByteInput.open(spec);
    try {
      return open(input, spec, elements);
    } catch (RuntimeException refused) {
      input.close();
      throw refused;
    }
  }

  /** Refuses keys and values that mean nothing here. */
  static void check(Spec spec) {
    spec.allow(ORDER, "dtype", ByteInput.COMPRESSION, Shard.KEY);
    spec.choice(ORDER, LITTLE, List.of(LITTLE, "big"));
    spec.option("dtype").ifPresent(Dtype::parse);
  }

  /** The elements of an input that is open already, by a spec that was checked. */
  static Source open(ByteInput input, Spec spec, Elements elements) {
    return new ArraySource(input, conversion(input, spec, elements), extent(input, spec, elements));
  }

  private static Source part(FileInput file, Shard shard, Spec spec, Elements elements) {
    return ArraySource.part(
        file, shard, conversion(file, spec, elements), extent(file, spec, elements));
  }

  private static Conversion conversion(ByteInput input, Spec spec, Elements elements) {
    boolean little = spec.option(ORDER).orElse(LITTLE).equals(LITTLE);
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return Conversion.of(input.name(), dtype(spec, elements), order, elements.dtype());
  }

  private static ArrayExtent extent(ByteInput input, Spec spec, Elements elements) {
    int itemSize = dtype(spec, elements).itemSize();
    long bytes = input.length();
    long count = bytes < 0 ? -1 : bytes / itemSize;
    ArrayExtent extent = new ArrayExtent(0, itemSize, 0, count, 1, elements.rowLength(), true);
    if (bytes >= 0 && bytes % itemSize != 0) {
      throw extent.partialElement(input.name(), bytes);
    }
    if (bytes >= 0) {
      extent.checkRows(input.name(), count);
    }
    return extent;
  }

  /** The type of the elements in the input. */
  static Dtype dtype(Spec spec, Elements elements) {
    if (spec.option("dtype").isPresent()) {
      return Dtype.parse(spec.option("dtype").get());
    }
    String path = spec.argument();
    String plain = path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
    if (plain.endsWith(".f32")) {
      return Dtype.F4;
    }
    return plain.endsWith(".f64") ? Dtype.F8 : elements.dtype();
  }
}
