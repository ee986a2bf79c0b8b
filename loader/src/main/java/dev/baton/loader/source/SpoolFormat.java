package dev.baton.loader.source;

import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a spool's files are read.
 *
 * @param kinds all kinds of source
 * @param kind the one to read them by, or empty: by each file's name
 * @param options the keys of that kind
 */
record SpoolFormat(
    Kinds<SourceProvider> kinds,
    Optional<String> kind,
    Map<String, String> options,
    Elements elements) {

  /**
   * Checks the options by what the files are going to be.
   *
   * @return the length of a row; 1 if there are no rows, or a file itself has to tell
   * @throws dev.baton.error.BatonException {@code USAGE} if a key or value is none of those
   *     possible
   */
  int check(Spec spec, String glob) {
    Shard.refuse(
        spec, "spool:, which gives each file to one loader", "leave it out: loaders share a spool");
    Kinds.Found<SourceProvider> found = resolve("/" + glob);
    Spec inner = new Spec(spec.text(), found.spec().kind(), glob, options);
    switch (inner.kind()) {
      case "text" -> {
        return Math.max(1, TextOptions.of(inner, elements.dtype()).columns().size());
      }
      case "raw" -> RawSourceProvider.check(inner);
      case "spool" -> throw spec.usage("kind=spool: expected the kind of a file");
      default -> {} // its own provider looks at its keys, with the first file
    }
    return 1;
  }

  /** Opens a file. */
  Source open(Path file) throws IOException {
    Kinds.Found<SourceProvider> found = resolve(file.toString());
    Spec plain = found.spec();
    Spec spec = new Spec(plain.text(), plain.kind(), plain.argument(), options);
    return found.provider().open(spec, elements, kinds);
  }

  private Kinds.Found<SourceProvider> resolve(String path) {
    String escaped = path.replace("%", "%25").replace("?", "%3F");
    return kinds.resolve(kind.map(name -> name + ":").orElse("") + escaped);
  }
}
