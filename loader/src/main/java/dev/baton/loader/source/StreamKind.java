package dev.baton.loader.source;

import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the bytes of a source for services are: {@code kind=text|raw}, with the keys of that kind.
 */
final class StreamKind {
  /** What a provider's help says of it. */
  static final String HELP = "kind=text|raw&...";

  private static final String KIND = "kind";
  private static final String TEXT = "text";

  private final Spec inner;
  private final Elements elements;

  /** Null for elements. */
  private final TextOptions text;

  private StreamKind(Spec inner, Elements elements, TextOptions text) {
    this.inner = inner;
    this.elements = elements;
    this.text = text;
  }

  /**
   * Reads it from a spec, and checks it.
   *
   * @param own keys of the spec that are not the kind's
   * @throws dev.baton.error.BatonException {@code USAGE} if a key or value is none of those
   *     possible
   */
  static StreamKind of(Spec spec, Elements elements, String... own) {
    String kind = spec.choice(KIND, TEXT, List.of(TEXT, "raw"));
    Map<String, String> options = new LinkedHashMap<>(spec.options());
    options.keySet().removeAll(List.of(own));
    options.remove(KIND);
    if (options.containsKey(ByteInput.COMPRESSION)) {
      throw spec.usage("compression=: found in " + spec.kind() + ":, which undoes none; use zcat");
    }
    Shard.refuse(
        spec,
        spec.kind() + ":, whose end nobody knows",
        "let one loader read it; several can share its data as processors");
    Spec inner = new Spec(spec.text(), kind, "", options);
    if (kind.equals(TEXT)) {
      return new StreamKind(inner, elements, TextOptions.of(inner, elements.dtype()));
    }
    RawSourceProvider.check(inner);
    return new StreamKind(inner, elements, null);
  }

  /** A source of this kind from an input; closing it closes the input. */
  Source open(ByteInput input) {
    return text == null
        ? RawSourceProvider.open(input, inner, elements)
        : new TextSource(input, text, elements.dtype());
  }

  /** Where a position's offset lies in the input, in bytes. */
  long bytes(long offset) {
    return text == null ? offset * RawSourceProvider.dtype(inner, elements).itemSize() : offset;
  }

  /** How many elements make a row; 1 if there are no rows. */
  int rowLength() {
    return text == null ? 1 : Math.max(1, text.columns().size());
  }
}
